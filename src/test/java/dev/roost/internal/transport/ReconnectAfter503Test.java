package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.node.NodeProgram;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Phoenix clients reconnect by themselves after a 503. */
@Timeout(120)
class ReconnectAfter503Test {
  private static final int TURNS = 3;

  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

  private Future<ConnectResult> refuse(ConnectRequest request) {
    String name = request.params().get("name");
    int attempt = attempts.merge(name, 1, Integer::sum);
    return (attempt <= TURNS ? ConnectResult.unavailable(1) : ConnectResult.accept()).now();
  }

  @TestFactory
  Stream<DynamicTest> clientsReconnectAfter503(@TempDir Path folder) throws Exception {
    try (RunningEndpoint server =
        RunningEndpoint.start(
            socket ->
                socket
                    .connect(this::refuse)
                    .longPoll(options -> {})
                    .channel("room", ScriptedChannel::new))) {
      List<DynamicTest> tests =
          new ArrayList<>(
              NodeProgram.start(
                      folder.resolve("output"),
                      "turned-away.mjs",
                      "--url",
                      "http://127.0.0.1:" + server.port())
                  .checks()
                  .toList());
      Map<String, Integer> counted = Map.copyOf(attempts);
      tests.add(
          DynamicTest.dynamicTest(
              "each was turned away first",
              () ->
                  assertThat(counted)
                      .hasSize(4)
                      .allSatisfy((name, count) -> assertThat(count).isGreaterThan(TURNS))));
      return tests.stream();
    }
  }
}

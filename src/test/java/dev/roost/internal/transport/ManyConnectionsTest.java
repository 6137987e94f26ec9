package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectResult;
import dev.roost.internal.pubsub.Subscriptions;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Many connections connect, use all features, and disconnect: they leave nothing behind. */
@ParameterizedClass(name = "take-over {0}")
@ValueSource(booleans = {true, false})
@Timeout(120)
class ManyConnectionsTest {
  private static final int CONNECTIONS = 200;
  private static final Level usual = ResourceLeakDetector.getLevel();

  @Parameter boolean takeOver;

  private final List<ScriptedChannel> channels = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void detectLeaks() {
    ResourceLeakDetector.setLevel(Level.PARANOID);
  }

  @AfterAll
  static void restoreLeakDetection() {
    ResourceLeakDetector.setLevel(usual);
  }

  private ScriptedChannel newChannel() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onOut(Set.of("intercepted"), (self, b) -> self.sendPush("intercepted", b.payload()))
            .onIn(
                (self, push) -> {
                  self.subscribeTo("elsewhere");
                  self.postLater(60_000, "never");
                  self.sendBroadcastFrom("shout", push.payload());
                  push.ok();
                });
    channels.add(channel);
    return channel;
  }

  @Test
  void connectionsLeaveNothingBehind() throws Exception {
    long before = Memory.direct();
    try (CapturedLog log = new CapturedLog();
        RunningEndpoint server =
            RunningEndpoint.start(
                socket ->
                    socket
                        .connect(request -> ConnectResult.accept().id("users:1").now())
                        .channel("room:*", this::newChannel)
                        .webSocket(options -> options.takeOver(takeOver)))) {
      List<RawWebSocket> clients = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        clients.add(server.join("room:" + i % 10));
      }
      assertThat(server.metrics().open()).isEqualTo(CONNECTIONS);
      for (int room = 0; room < 10; room++) {
        server.endpoint().broadcast("room:" + room, "news", Map.of("x", "y".repeat(1_000)));
        server.endpoint().broadcast("room:" + room, "intercepted", Map.of());
        server.endpoint().broadcast("room:" + room, "bytes", new byte[500]);
      }
      for (RawWebSocket client : clients) {
        client.sendText("[\"1\",\"2\",\"room:x\",\"e\",{}]");
        client.sendText("[null,\"3\",\"phoenix\",\"heartbeat\",{}]");
      }
      for (int i = 0; i < CONNECTIONS; i++) {
        RawWebSocket client = clients.get(i);
        client.sendText("[\"1\",\"2\",\"room:" + i % 10 + "\",\"e\",{\"from\": " + i + "}]");
        // Some close without a close frame, and none reads its messages.
        if (i % 3 == 0) {
          client.sendClose(1_000);
        }
        if (i % 3 < 2) {
          client.close();
        }
      }
      server.endpoint().disconnect("users:1");
      eventually(() -> assertThat(server.metrics().open()).isZero());
      for (RawWebSocket client : clients) {
        client.close();
      }
      assertNothingIsLeft(server, log);
      assertThat(server.metrics().opened()).isEqualTo(CONNECTIONS);
    }
    eventually(() -> assertThat(Memory.direct()).isLessThanOrEqualTo(before));
  }

  private void assertNothingIsLeft(RunningEndpoint server, CapturedLog log) throws Exception {
    eventually(() -> assertThat(Subscriptions.topicsOf(server.endpoint())).isEmpty());
    eventually(
        () ->
            assertThat(channels)
                .hasSize(CONNECTIONS)
                .allMatch(channel -> channel.calls.contains("terminate:CLOSED")));
    Leaks.provoke();
    assertThat(log.lines()).isEmpty();
  }
}

package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Reply;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The memory of an endpoint's outbound queues is limited. */
@Timeout(120)
class OutboundBudgetTest {
  private static final int BUDGET = 4 << 20;
  private static final int NEVER_MILLIS = 600_000;

  /** Larger than any socket buffer of the kernel. */
  private static final int LARGE = 3 << 20;

  @TempDir Path directory;

  private final List<RawWebSocket> clients = new ArrayList<>();
  private RunningEndpoint server;

  private void start(ConnectionType type) throws Exception {
    server =
        type.start(
            directory,
            new EndpointOptions().outboundBudgetBytes(BUDGET),
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .channel("room:*", OutboundBudgetTest::newChannel)
                    .webSocket(
                        options ->
                            options
                                .outboundHardLimitBytes(1 << 30)
                                .outboundStallMillis(NEVER_MILLIS)));
  }

  private static ScriptedChannel newChannel() {
    return new ScriptedChannel()
        .onIn(
            (self, push) ->
                push.reply(
                    Reply.ok(
                        push.event().equals("large")
                            ? Map.of("text", ConnectionType.random(LARGE))
                            : Map.of())));
  }

  @AfterEach
  void stop() throws Exception {
    for (RawWebSocket client : clients) {
      client.close();
    }
    server.close();
  }

  private RawWebSocket join(ConnectionType type, String topic) throws Exception {
    RawWebSocket client = type.join(server, directory, topic);
    clients.add(client);
    return client;
  }

  private static void ask(RawWebSocket client, String topic, String event) throws Exception {
    client.sendText("[\"1\",\"2\",\"" + topic + "\",\"" + event + "\",{}]");
  }

  private long queued() throws Exception {
    return server
        .endpoint()
        .queuedBytes()
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(ConnectionType.class)
  void connectionWithTheLongestQueueIsClosed(ConnectionType type) throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      start(type);
      RawWebSocket slow = join(type, "room:slow");
      RawWebSocket slower = join(type, "room:slower");
      RawWebSocket neighbor = join(type, "room:neighbor");
      ask(slow, "room:slow", "large");
      eventually(() -> assertThat(server.endpoint().outbound().bytes()).isPositive());
      ask(slower, "room:slower", "large");
      ask(slower, "room:slower", "large");
      eventually(() -> assertThat(server.metrics().beyondBudget()).isEqualTo(1));
      eventually(() -> assertThat(slower.isClosedByServer()).isTrue());
      eventually(() -> assertThat(server.metrics().open()).isEqualTo(2));
      assertThat(server.endpoint().outbound().bytes()).isLessThan(BUDGET);
      assertThat(server.endpoint().outbound().ended()).isEqualTo(1);
      eventually(() -> assertThat(log.warnings()).hasSize(1));
      assertThat(log.warnings().get(0))
          .contains("the outbound budget of the endpoint is used up", "budget=" + BUDGET);

      ask(neighbor, "room:neighbor", "small");
      neighbor.receive();
      assertThat(ConnectionType.receiveWhole(slow)).isGreaterThan(LARGE / 4 * 3);
      eventually(() -> assertThat(server.endpoint().outbound().bytes()).isZero());
    }
  }

  @Test
  void queuedBroadcastCountsOnceForAllClients() throws Exception {
    start(ConnectionType.TAKEN_OVER);
    for (int i = 0; i < 8; i++) {
      join(ConnectionType.TAKEN_OVER, "room:1");
    }
    server.endpoint().broadcast("room:1", "news", Map.of("text", "x".repeat(LARGE)));
    eventually(() -> assertThat(queued()).isGreaterThan(2L * BUDGET));
    // The recount has one buffer and not eight.
    eventually(() -> assertThat(server.endpoint().outbound().bytes()).isBetween(1L, (long) BUDGET));
    for (RawWebSocket client : clients) {
      assertThat(client.receiveText()).hasSizeGreaterThan(LARGE);
    }
    assertThat(server.endpoint().outbound().ended()).isZero();
    assertThat(server.metrics().overloaded()).isZero();
    eventually(() -> assertThat(server.endpoint().outbound().bytes()).isZero());
  }

  @Test
  void manySmallQueuesExhaustTheBudget() throws Exception {
    start(ConnectionType.TAKEN_OVER);
    for (int i = 0; i < 6; i++) {
      RawWebSocket client = join(ConnectionType.TAKEN_OVER, "room:" + i);
      ask(client, "room:" + i, "large");
    }
    eventually(() -> assertThat(server.metrics().beyondBudget()).isPositive());
    eventually(() -> assertThat(server.endpoint().outbound().bytes()).isLessThan(BUDGET));
    assertThat(server.metrics().open()).isPositive();
  }
}

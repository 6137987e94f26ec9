package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.DrainOptions;
import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectHandler;
import dev.roost.internal.session.ScriptedChannel;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Drains a server in batches, with and without take-over of connections. */
@ParameterizedClass(name = "take-over {0}")
@ValueSource(booleans = {true, false})
@Timeout(60)
class DrainTest {
  private static final DrainOptions AT_ONCE = new DrainOptions(1_000, 20, 10_000);

  /** Closes the first connection at once, and the next one after every test has ended. */
  private static final DrainOptions ENDLESS = new DrainOptions(1, 600_000, 600_000);

  @Parameter boolean takeOver;

  private final List<ScriptedChannel> channels = new CopyOnWriteArrayList<>();
  private final List<RawWebSocket> clients = new ArrayList<>();
  private RunningEndpoint server;

  private void start(DrainOptions drainer) throws Exception {
    server =
        RunningEndpoint.start(
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .channel("room:*", this::newChannel)
                    .drainer(drainer)
                    .webSocket(options -> options.takeOver(takeOver)));
  }

  private ScriptedChannel newChannel() {
    ScriptedChannel channel = new ScriptedChannel();
    channels.add(channel);
    return channel;
  }

  @AfterEach
  void close() throws Exception {
    for (RawWebSocket client : clients) {
      client.close();
    }
    server.close();
  }

  private void assertRefused() {
    assertThatThrownBy(() -> RawWebSocket.connect(server.port()).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void allConnectionsAreClosedWithOrWithoutChannels() throws Exception {
    start(AT_ONCE);
    for (int i = 0; i < 20; i++) {
      clients.add(i % 2 == 0 ? server.join("room:a") : server.open());
    }
    Future<Void> drained = server.server().drain();
    for (RawWebSocket client : clients) {
      assertThat(client.receiveClose()).isEqualTo(1_012);
      client.sendClose(1_012);
      client.receiveEnd();
    }
    drained.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    eventually(
        () ->
            assertThat(channels)
                .hasSize(10)
                .allSatisfy(channel -> assertThat(channel.calls).endsWith("terminate:DRAINING")));
    assertThat(server.metrics().open()).isZero();
    assertRefused();
  }

  @Test
  void waitingConnectionsAreServedDuringTheDrain() throws Exception {
    start(ENDLESS);
    clients.add(server.join("room:a"));
    clients.add(server.join("room:b"));
    Future<Void> drained = server.server().drain();
    // Its channel ends after the drain has counted it.
    eventually(
        () ->
            assertThat(channels)
                .filteredOn(each -> each.calls.contains("terminate:DRAINING"))
                .hasSize(1));
    assertThat(server.metrics().open()).isEqualTo(1);
    eventually(this::assertRefused);
    ScriptedChannel left =
        channels.stream()
            .filter(each -> !each.calls.contains("terminate:DRAINING"))
            .findFirst()
            .get();
    RawWebSocket waiting = clients.get(channels.indexOf(left));
    String topic = left == channels.get(0) ? "room:a" : "room:b";
    waiting.sendText("[\"1\",\"7\",\"" + topic + "\",\"ping\",{}]");
    assertThat(waiting.receiveText()).contains("phx_reply").contains("\"7\"");
    assertThat(drained.isComplete()).isFalse();
  }

  @Test
  void allConnectionsAreServedDuringThePause() throws Exception {
    start(AT_ONCE.withPauseMillis(600_000));
    clients.add(server.join("room:a"));
    assertThat(server.endpoint().isDraining()).isFalse();
    Future<Void> drained = server.server().drain();
    assertThat(server.endpoint().isDraining()).isTrue();
    clients.add(server.join("room:b"));
    for (RawWebSocket client : clients) {
      client.sendText("[null,\"7\",\"phoenix\",\"heartbeat\",{}]");
      assertThat(client.receiveText()).contains("phx_reply").contains("\"7\"");
    }
    assertThat(drained.isComplete()).isFalse();
  }

  @Test
  void drainStartsAfterThePause() throws Exception {
    start(AT_ONCE.withPauseMillis(50));
    RawWebSocket client = server.join("room:a");
    clients.add(client);
    Future<Void> drained = server.server().drain();
    assertThat(client.receiveClose()).isEqualTo(1_012);
    client.sendClose(1_012);
    drained.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertRefused();
  }
}

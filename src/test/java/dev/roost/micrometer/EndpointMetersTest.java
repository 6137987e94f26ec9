package dev.roost.micrometer;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectHandler;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket;
import dev.roost.presence.PresenceOptions;
import dev.roost.pubsub.History;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndpointMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double counted(String name) {
    return registry.get(name).tag("socket", "/socket").functionCounter().count();
  }

  @Test
  void eventsAreTimedAndCounted() throws Exception {
    EndpointMeters meters = new EndpointMeters(registry);
    EndpointOptions options =
        new EndpointOptions().checkOrigin(OriginCheck.none()).listener(meters);
    try (RunningEndpoint running =
        RunningEndpoint.start(
            options,
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .webSocket(webSocket -> webSocket.closeTimeoutMillis(100))
                    .channel(
                        "a",
                        () -> new ScriptedChannel().onIn((self, push) -> push.ok()),
                        History.of(1, Duration.ofMinutes(1))))) {
      meters.watch(running.endpoint());
      meters.watch(running.endpoint().presence(new PresenceOptions()));
      RawWebSocket client = running.join("a");
      client.sendText("[\"1\",\"2\",\"a\",\"a client's own event\",{}]");
      client.receiveText();
      client.receiveText();

      assertThat(registry.get("roost.socket.connected").tag("result", "ok").timer().count())
          .isEqualTo(1);
      assertThat(
              registry
                  .get("roost.channel.joined")
                  .tag("channel", "ScriptedChannel")
                  .timer()
                  .totalTime(TimeUnit.NANOSECONDS))
          .isPositive();
      // The reply is sent before the handler returns.
      eventually(
          () -> assertThat(registry.get("roost.channel.handled.in").timer().count()).isEqualTo(1));
      assertThat(counted("roost.socket.opened")).isEqualTo(1);
      assertThat(counted("roost.socket.channels.joined")).isEqualTo(1);
      assertThat(registry.get("roost.socket.open").gauge().value()).isEqualTo(1);
      assertThat(registry.get("roost.history.topics").gauge().value()).isEqualTo(1);
      assertThat(registry.get("roost.history.gaps").functionCounter().count()).isZero();
      assertThat(registry.get("roost.http.accepted").functionCounter().count()).isEqualTo(1);
      assertThat(registry.get("roost.http.timeouts").tag("limit", "idle").functionCounter().count())
          .isZero();
      assertThat(registry.get("roost.presence.topics").gauge().value()).isZero();
      meters.refresh(running.endpoint()).toCompletionStage().toCompletableFuture().join();
      assertThat(registry.get("roost.outbound.queued.bytes").gauge().value()).isZero();
      assertThat(registry.get("roost.inbound.assembly.bytes").gauge().value()).isZero();
      assertThat(counted("roost.socket.assemblies.ended")).isZero();
      assertThat(registry.getMeters())
          .allSatisfy(
              meter ->
                  assertThat(meter.getId().getTags())
                      .noneMatch(tag -> tag.getValue().contains("own event")));

      running.server().drain().toCompletionStage().toCompletableFuture().join();
      assertThat(registry.get("roost.draining").gauge().value()).isEqualTo(1);
      assertThat(registry.get("roost.socket.drain.left").gauge().value()).isZero();
    }
  }
}

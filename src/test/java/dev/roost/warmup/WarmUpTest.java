package dev.roost.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.channel.ConnectResult;
import dev.roost.metrics.SocketSnapshot;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The engine is warmed up, and the application sees nothing of it. */
@ExtendWith(VertxExtension.class)
class WarmUpTest {
  @Test
  void servesConnectionsThatTheApplicationDoesNotSee(Vertx vertx) throws Exception {
    Endpoint endpoint = Endpoint.create(vertx, new EndpointOptions());
    endpoint.socket(
        LoopbackRound.PATH,
        socket ->
            socket
                .connect(request -> ConnectResult.accept().now())
                .channel(WarmUpChannel.TOPICS, WarmUpChannel::new));

    int connections = WarmUp.run(vertx, Duration.ofMillis(1)).await(60, TimeUnit.SECONDS);

    // A step that is not answered fails the round, and so the warm-up.
    assertThat(connections).isPositive();
    SocketSnapshot metrics = endpoint.metrics().get(LoopbackRound.PATH);
    assertThat(metrics.opened()).isZero();
    assertThat(vertx.deploymentIDs()).isEmpty();
  }

  @Test
  void doesNothingWithoutTime(Vertx vertx) {
    assertThat(WarmUp.run(vertx, Duration.ZERO).result()).isZero();
  }

  @Test
  void letsTheServerStartWhenItFails() throws Exception {
    Vertx closed = Vertx.vertx();
    closed.close().await();

    assertThat(WarmUp.run(closed, Duration.ofSeconds(1)).await(60, TimeUnit.SECONDS)).isZero();
  }
}

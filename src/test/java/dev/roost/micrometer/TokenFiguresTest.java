package dev.roost.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.auth.JwksOptions;
import dev.roost.auth.JwksUrl;
import dev.roost.auth.JwtAlgorithm;
import dev.roost.auth.JwtConnect;
import dev.roost.auth.TokenRefusal;
import dev.roost.auth.TokenRefusedException;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.Params;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TokenFiguresTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void refusedTokensAreCountedByReason() {
    JwtConnect handler =
        JwtConnect.with(
            token ->
                Future.failedFuture(
                    new TokenRefusedException(TokenRefusal.EXPIRY, "the token has expired")));
    new EndpointMeters(registry).watch(handler);

    handler
        .connect(
            new ConnectRequest(
                new Params(Map.of("token", "t")), ConnectInfo.NONE, "websocket", "2.0.0"))
        .await();

    assertThat(refused("expiry")).isEqualTo(1);
    assertThat(refused("missing")).isZero();
  }

  private double refused(String reason) {
    return registry.get("roost.token.refused").tag("reason", reason).functionCounter().count();
  }

  @Test
  void fetchesOfKeysAreCounted(Vertx vertx) {
    JwksUrl keys =
        JwksUrl.of(vertx, JwtAlgorithm.ES256, "http://127.0.0.1:1/jwks", JwksOptions.DEFAULT);
    new EndpointMeters(registry).watch(keys);

    keys.load().otherwiseEmpty().await();

    assertThat(
            registry
                .get("roost.token.keys.fetched")
                .tag("result", "error")
                .functionCounter()
                .count())
        .isEqualTo(1);
    assertThat(registry.get("roost.token.keys.age.seconds").gauge().value()).isNegative();
  }
}

package dev.roost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.roost.token.TokenCheck.Outcome;
import dev.roost.token.Tokens;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens that the endpoint's secret signs. */
class EndpointTokensTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Endpoint endpoint(String secret) {
    return Endpoint.create(vertx, new EndpointOptions().secretKeyBase(secret));
  }

  @Test
  void endpointsWithTheSameSecretTrustEachOther() {
    String token = endpoint("a".repeat(32)).tokens("user").sign(7);

    assertThat(endpoint("a".repeat(32)).tokens("user").verify(token).data().decode(Integer.class))
        .isEqualTo(7);
    assertThat(endpoint("b".repeat(32)).tokens("user").verify(token).outcome())
        .isEqualTo(Outcome.INVALID);
    assertThat(endpoint("a".repeat(32)).tokens("other").verify(token).outcome())
        .isEqualTo(Outcome.INVALID);
  }

  @Test
  void keysAreDerivedOnceForEachOfTheFirstSalts() {
    Endpoint endpoint = endpoint("a".repeat(32));
    Tokens first = endpoint.tokens("user");

    assertThat(endpoint.tokens("user")).isSameAs(first);
    for (int i = 0; i < 100; i++) {
      endpoint.tokens("salt " + i);
    }
    assertThat(endpoint.tokens("user")).isSameAs(first);
    Tokens beyond = endpoint.tokens("beyond");
    assertThat(endpoint.tokens("beyond")).isNotSameAs(beyond);
    assertThat(endpoint.tokens("beyond").verify(beyond.sign(1)).isValid()).isTrue();
  }

  @Test
  void endpointWithoutASecretHasNoTokens() {
    Endpoint endpoint = Endpoint.create(vertx, new EndpointOptions());

    assertThatIllegalStateException().isThrownBy(() -> endpoint.tokens("user"));
  }
}

package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.channel.CsrfCheck;
import dev.roost.live.LiveTokens.SessionToken;
import dev.roost.live.LiveTokens.StaticToken;
import dev.roost.live.LiveTokens.UploadToken;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The tokens inside a page. */
class LiveTokensTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final SessionToken SESSION =
      new SessionToken("phx-1", "View", "default", null, false, "ann", Map.of("id", 1));

  private final LiveTokens tokens =
      tokens("a secret of sixty-four characters, or at least of some more than a few");

  private static LiveTokens tokens(String secret) {
    return new LiveTokens(Endpoint.create(VERTX, new EndpointOptions().secretKeyBase(secret)));
  }

  @AfterAll
  static void close() {
    VERTX.close().await();
  }

  @Test
  void verifiedTokensRestoreTheirContent() {
    assertThat(tokens.session(tokens.session(SESSION, Instant.now()))).isEqualTo(SESSION);
  }

  @Test
  void tokensExpire() {
    Instant longAgo = Instant.now().minus(Duration.ofDays(15));
    assertThat(tokens.session(tokens.session(SESSION, longAgo))).isNull();
    assertThat(tokens.statics(tokens.statics(new StaticToken("phx-1", Map.of()), longAgo)))
        .isNull();
  }

  @Test
  void tokensOfAnotherKindAreRefused() {
    String session = tokens.session(SESSION, Instant.now());
    String upload =
        tokens.upload(new UploadToken("phx-1", "a mount", "ann", "phx-2", "0"), Instant.now());

    assertThat(tokens.statics(session)).isNull();
    assertThat(tokens.upload(session)).isNull();
    assertThat(tokens.flash(session)).isEmpty();
    assertThat(tokens.status(session)).isNull();
    assertThat(tokens.session(upload)).isNull();
  }

  @Test
  void foreignOrChangedTokensAreRefused() {
    String token = tokens.session(SESSION, Instant.now());

    assertThat(
            tokens("another secret, which is as long as the one above, or longer than it")
                .session(token))
        .isNull();
    assertThat(tokens.session(token.substring(0, token.length() - 2))).isNull();
    assertThat(tokens.session("")).isNull();
    assertThat(tokens.session((String) null)).isNull();
  }

  @Test
  void ownerIdentifiesTheVisitor() {
    assertThat(Owner.of(Map.of(CsrfCheck.PARAM, "ann's secret")))
        .hasSize(16)
        .isEqualTo(Owner.of(Map.of(CsrfCheck.PARAM, "ann's secret", "user", "ann")))
        .isNotEqualTo(Owner.of(Map.of(CsrfCheck.PARAM, "bob's secret")));
    assertThat(Owner.of(Map.of())).isEmpty();
  }
}

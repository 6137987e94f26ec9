package dev.roost.spring;

import dev.roost.auth.TokenRefusal;
import dev.roost.auth.TokenRefusedException;
import dev.roost.auth.TokenVerifier;
import dev.roost.auth.VerifierUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Objects;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Checks tokens by Spring Security's {@link JwtDecoder}. It runs on Vert.x's worker threads, as a
 * decoder may fetch keys.
 */
public final class JwtDecoderVerifier implements TokenVerifier {
  private static final int MAX_TOKEN_LENGTH = 16_384;
  private static final int RETRY_AFTER_SECONDS = 5;

  private final Vertx vertx;
  private final JwtDecoder decoder;

  /** A verifier by this decoder. */
  public JwtDecoderVerifier(Vertx vertx, JwtDecoder decoder) {
    this.vertx = Objects.requireNonNull(vertx);
    this.decoder = Objects.requireNonNull(decoder);
  }

  @Override
  public Future<Map<String, Object>> verify(String token) {
    if (token.length() > MAX_TOKEN_LENGTH) {
      return Future.failedFuture(
          new TokenRefusedException(
              TokenRefusal.TOO_LONG, "the token is longer than " + MAX_TOKEN_LENGTH));
    }
    return vertx
        .executeBlocking(() -> decoder.decode(token).getClaims(), false)
        .recover(failure -> Future.failedFuture(translated(failure)));
  }

  private static Throwable translated(Throwable failure) {
    if (failure instanceof JwtValidationException) {
      return new TokenRefusedException(
          TokenRefusal.REJECTED, "the JwtDecoder's validators refused the token");
    }
    if (failure instanceof BadJwtException) {
      return new TokenRefusedException(
          TokenRefusal.MALFORMED,
          "the JwtDecoder refused the token: it is malformed or not signed");
    }
    if (failure instanceof JwtException) {
      return new VerifierUnavailableException(
          "the JwtDecoder failed: " + failure.getMessage(), RETRY_AFTER_SECONDS);
    }
    return failure;
  }
}

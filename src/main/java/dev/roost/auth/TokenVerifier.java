package dev.roost.auth;

import io.vertx.core.Future;
import java.util.Map;

/**
 * Checks tokens. {@link JwtVerifier} is one; a decoder of another library is one as well, in a few
 * lines.
 */
@FunctionalInterface
public interface TokenVerifier {

  /**
   * Checks a token. From any thread; must not block an event loop.
   *
   * @return the claims of a good token: strings, numbers, booleans, lists, maps; times may be
   *     numbers of seconds, {@code Instant}s or {@code Date}s. Fails with a {@link
   *     TokenRefusedException} if the token is not good, and with a {@link
   *     VerifierUnavailableException} if that cannot be decided now
   */
  Future<Map<String, Object>> verify(String token);

  /**
   * For how many seconds behind its {@code exp} a token still counts as good, and a connection
   * stays open.
   */
  default int leewaySeconds() {
    return 0;
  }
}

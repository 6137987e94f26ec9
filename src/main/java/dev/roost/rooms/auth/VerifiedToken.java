package dev.roost.rooms.auth;

import dev.roost.auth.Claims;
import dev.roost.auth.TokenRefusal;
import dev.roost.auth.TokenRefusedException;
import io.vertx.core.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a valid token about its user.
 *
 * @param userId the user it is for
 * @param sessionId the session that it was made for, or null if another program made it
 */
public record VerifiedToken(long userId, @Nullable String sessionId) {
  private static final Pattern SUBJECT = Pattern.compile("User:([1-9][0-9]{0,17})");
  private static final int MAX_SESSION_ID = 100;

  /** Fails with a {@link TokenRefusedException} if the claims name no user. */
  static Future<VerifiedToken> of(Claims claims) {
    Matcher subject = SUBJECT.matcher(String.valueOf(claims.get("sub")));
    if (!subject.matches()) {
      return malformed("the subject of the token is no user");
    }
    Object session = claims.get(TokenIssuer.SESSION);
    if (session != null && !(session instanceof String id && id.length() <= MAX_SESSION_ID)) {
      return malformed("the session of the token is malformed");
    }
    return Future.succeededFuture(
        new VerifiedToken(Long.parseLong(subject.group(1)), (String) session));
  }

  private static Future<VerifiedToken> malformed(String reason) {
    return Future.failedFuture(new TokenRefusedException(TokenRefusal.MALFORMED, reason));
  }
}

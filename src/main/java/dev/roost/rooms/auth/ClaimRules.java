package dev.roost.rooms.auth;

import dev.roost.rooms.config.JwtSettings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a token must claim (RFC 7519, 4.1) once its signature is known to be right. */
final class ClaimRules {
  private static final Pattern SUBJECT = Pattern.compile("User:([1-9][0-9]{0,17})");

  /** The last second of the year 9999. Later ones are no different. */
  private static final double LATEST = 253_402_300_799.0;

  private static final int MAX_SESSION_ID = 100;

  private final JwtSettings settings;

  ClaimRules(JwtSettings settings) {
    this.settings = settings;
  }

  /** What the token says; fails with the first claim that does not hold. */
  Future<VerifiedToken> check(JsonObject claims) {
    double now = System.currentTimeMillis() / 1000.0;
    double leeway = settings.leewaySeconds();
    if (!(claims.getValue("exp") instanceof Number expires)) {
      return refused("the token never expires");
    }
    if (now >= expires.doubleValue() + leeway) {
      return refused("the token has expired");
    }
    if (isLater(claims.getValue("nbf"), now + leeway)
        || isLater(claims.getValue("iat"), now + leeway)) {
      return refused("the token is not good yet");
    }
    if (!settings.issuer().equals(claims.getValue("iss"))) {
      return refused("the token is of another issuer");
    }
    if (settings.audience() != null && !isFor(settings.audience(), claims.getValue("aud"))) {
      return refused("the token is for another audience");
    }
    Matcher subject = SUBJECT.matcher(String.valueOf(claims.getValue("sub")));
    if (!subject.matches()) {
      return refused("the subject of the token is no user");
    }
    Object session = claims.getValue(TokenIssuer.SESSION);
    if (session != null && !(session instanceof String id && id.length() <= MAX_SESSION_ID)) {
      return refused("the session of the token is malformed");
    }
    double end = Math.min(expires.doubleValue(), LATEST) + leeway;
    return Future.succeededFuture(
        new VerifiedToken(
            Long.parseLong(subject.group(1)),
            (String) session,
            Instant.ofEpochMilli((long) (end * 1_000))));
  }

  private static boolean isLater(@Nullable Object time, double limit) {
    return time != null && !(time instanceof Number number && number.doubleValue() <= limit);
  }

  private static boolean isFor(String audience, @Nullable Object claimed) {
    return claimed instanceof JsonArray several
        ? several.contains(audience)
        : audience.equals(claimed);
  }

  private static Future<VerifiedToken> refused(String reason) {
    return Future.failedFuture(new TokenRefusedException(reason));
  }
}

package dev.roost.auth;

import dev.roost.internal.options.Require;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims that a token must have (RFC 7519, 4.1) besides its signature. Immutable.
 *
 * <pre>{@code
 * JwtRules.DEFAULT.withIssuer("https://id.example.com/").withAudience("chat")
 * }</pre>
 *
 * @param issuer what {@code iss} must be, or null for any
 * @param audiences one of which {@code aud} must have; empty if it may be anything
 * @param leewaySeconds how far the clocks of issuer and server may differ
 * @param requireExpiry whether a token without {@code exp} is refused. Its connection would stay
 *     open until the client leaves
 * @param maxTokenLength how long a token may be, in characters
 */
public record JwtRules(
    @Nullable String issuer,
    Set<String> audiences,
    int leewaySeconds,
    boolean requireExpiry,
    int maxTokenLength) {
  /** Any issuer and audience, 5 seconds, an expiry, 8,192 characters. */
  public static final JwtRules DEFAULT = new JwtRules(null, Set.of(), 5, true, 8_192);

  /** Copies the audiences. */
  public JwtRules {
    audiences = Set.copyOf(audiences);
    Require.notNegative("leewaySeconds", leewaySeconds);
    Require.positive("maxTokenLength", maxTokenLength);
  }

  /** The same for tokens of this issuer. */
  public JwtRules withIssuer(String name) {
    return new JwtRules(name, audiences, leewaySeconds, requireExpiry, maxTokenLength);
  }

  /** The same for tokens for one of these. */
  public JwtRules withAudience(String... names) {
    return new JwtRules(issuer, Set.of(names), leewaySeconds, requireExpiry, maxTokenLength);
  }

  /** The same with this leeway. */
  public JwtRules withLeewaySeconds(int seconds) {
    return new JwtRules(issuer, audiences, seconds, requireExpiry, maxTokenLength);
  }

  /** The same, with or without tokens that never expire. */
  public JwtRules withRequireExpiry(boolean required) {
    return new JwtRules(issuer, audiences, leewaySeconds, required, maxTokenLength);
  }

  /** The same for tokens of this length. */
  public JwtRules withMaxTokenLength(int characters) {
    return new JwtRules(issuer, audiences, leewaySeconds, requireExpiry, characters);
  }

  /**
   * Checks claims.
   *
   * @throws TokenRefusedException for the first that does not hold
   */
  void check(Map<String, Object> claims, InstantSource clock) throws TokenRefusedException {
    double now = clock.millis() / 1_000.0;
    checkTimes(claims, now);
    if (issuer != null && !issuer.equals(claims.get("iss"))) {
      throw new TokenRefusedException(TokenRefusal.ISSUER, "the token is of another issuer");
    }
    if (!audiences.isEmpty() && !isExpectedAudience(claims.get("aud"))) {
      throw new TokenRefusedException(TokenRefusal.AUDIENCE, "the token is for another audience");
    }
  }

  private void checkTimes(Map<String, Object> claims, double now) throws TokenRefusedException {
    @Nullable Double expires = seconds(claims, "exp");
    if (expires == null && requireExpiry) {
      throw new TokenRefusedException(TokenRefusal.EXPIRY, "the token never expires");
    }
    if (expires != null && now >= expires + leewaySeconds) {
      throw new TokenRefusedException(TokenRefusal.EXPIRY, "the token has expired");
    }
    if (isLater(seconds(claims, "nbf"), now) || isLater(seconds(claims, "iat"), now)) {
      throw new TokenRefusedException(TokenRefusal.NOT_YET_VALID, "the token is not good yet");
    }
  }

  private static @Nullable Double seconds(Map<String, Object> claims, String name)
      throws TokenRefusedException {
    Object value = claims.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Number number) || Double.isNaN(number.doubleValue())) {
      throw new TokenRefusedException(TokenRefusal.MALFORMED, "the token is malformed");
    }
    return number.doubleValue();
  }

  private boolean isLater(@Nullable Double time, double now) {
    return time != null && time > now + leewaySeconds;
  }

  private boolean isExpectedAudience(@Nullable Object claimed) {
    return claimed instanceof List<?> several
        ? several.stream().anyMatch(this::isAccepted)
        : isAccepted(claimed);
  }

  private boolean isAccepted(@Nullable Object audience) {
    return audience instanceof String name && audiences.contains(name);
  }
}

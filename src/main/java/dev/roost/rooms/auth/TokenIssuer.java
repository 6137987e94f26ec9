package dev.roost.rooms.auth;

import dev.roost.rooms.config.JwtSettings;
import dev.roost.rooms.users.User;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;

/** Makes tokens that {@link TokenVerifier} takes. Possible with a secret only. */
public final class TokenIssuer {
  /** The claim that holds the id of the session. Not {@code sid}, which other issuers use. */
  static final String SESSION = "roost_session";

  private final JWTAuth keys;
  private final JwtSettings settings;

  /**
   * An issuer.
   *
   * @param keys as {@link JwtKeys#load} gives them
   */
  public TokenIssuer(JWTAuth keys, JwtSettings settings) {
    this.keys = keys;
    this.settings = settings;
  }

  /**
   * A token for the user.
   *
   * @param sessionId the session whose end is the token's end, too
   */
  public String issue(User user, String sessionId) {
    JWTOptions options =
        new JWTOptions()
            .setAlgorithm(settings.algorithm().name())
            .setIssuer(settings.issuer())
            .setSubject("User:" + user.id())
            .setExpiresInSeconds(settings.expiresSeconds());
    if (settings.audience() != null) {
      options.addAudience(settings.audience());
    }
    return keys.generateToken(new JsonObject().put(SESSION, sessionId), options);
  }
}

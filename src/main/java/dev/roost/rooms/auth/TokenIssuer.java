package dev.roost.rooms.auth;

import dev.roost.rooms.config.JwtSettings;
import dev.roost.rooms.users.User;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;

/** Makes tokens that {@link TokenVerifier} takes. Possible with a secret only. */
public final class TokenIssuer {
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

  /** A token for the user. */
  public String issue(User user) {
    JWTOptions options =
        new JWTOptions()
            .setAlgorithm(settings.algorithm().name())
            .setIssuer(settings.issuer())
            .setSubject("User:" + user.id())
            .setExpiresInSeconds(settings.expiresSeconds());
    if (settings.audience() != null) {
      options.addAudience(settings.audience());
    }
    return keys.generateToken(new JsonObject(), options);
  }
}

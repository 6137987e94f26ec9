package dev.roost.rooms.auth;

import dev.roost.rooms.config.JwtSettings;
import dev.roost.rooms.users.User;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.Optional;

/** Makes tokens that the server itself accepts. Possible with a secret only. */
public final class TokenIssuer {
  /** The claim that holds the id of the session. Not {@code sid}, which other issuers use. */
  static final String SESSION = "roost_session";

  private final Optional<JWTAuth> keys;
  private final JwtSettings settings;

  /**
   * An issuer.
   *
   * @param secret as {@link ConfiguredKeys#secret} gives it
   */
  public TokenIssuer(Vertx vertx, Optional<String> secret, JwtSettings settings) {
    this.keys = secret.map(value -> JWTAuth.create(vertx, options(value, settings)));
    this.settings = settings;
  }

  private static JWTAuthOptions options(String secret, JwtSettings settings) {
    return new JWTAuthOptions()
        .addPubSecKey(
            new PubSecKeyOptions().setAlgorithm(settings.algorithm().name()).setBuffer(secret));
  }

  /**
   * A token for the user.
   *
   * @param sessionId the session whose end is the token's end, too
   * @throws IllegalStateException if tokens are signed elsewhere
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
    return keys.orElseThrow(() -> new IllegalStateException("there is no secret to sign with"))
        .generateToken(new JsonObject().put(SESSION, sessionId), options);
  }
}

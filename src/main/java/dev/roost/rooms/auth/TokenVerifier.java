package dev.roost.rooms.auth;

import dev.roost.rooms.config.JwtSettings;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.NoSuchKeyIdException;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.security.SignatureException;
import java.util.Base64;

/** Says whose a token is, if it is good. Safe for any thread. */
public final class TokenVerifier {
  private final JWTAuth keys;
  private final ClaimRules rules;

  /**
   * A verifier.
   *
   * @param keys as {@link JwtKeys#load} gives them
   */
  public TokenVerifier(JWTAuth keys, JwtSettings settings) {
    this.keys = keys;
    this.rules = new ClaimRules(settings);
  }

  /**
   * Checks the signature first, and then the claims.
   *
   * @return what the token says; fails with a {@link TokenRefusedException}
   */
  public Future<VerifiedToken> verify(String token) {
    return Future.succeededFuture(new TokenCredentials(token))
        .compose(keys::authenticate)
        .recover(failure -> Future.failedFuture(new TokenRefusedException(reason(failure))))
        .compose(
            signed ->
                hasCriticalHeader(token) ? refusedForHeader() : Future.succeededFuture(signed))
        .compose(signed -> rules.check(signed.attributes().getJsonObject("accessToken")));
  }

  // RFC 7515, 4.1.11: a token must be refused if it names an extension there that the verifier does
  // not understand. This one understands none.
  private static boolean hasCriticalHeader(String token) {
    byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
    return new JsonObject(Buffer.buffer(header)).containsKey("crit");
  }

  private static <T> Future<T> refusedForHeader() {
    return Future.failedFuture(
        new TokenRefusedException("the token demands an extension that is not supported"));
  }

  // Vert.x keeps keys by algorithm. We give it those of one algorithm, so a token that names
  // another, be it "none" or HS256 with a public key for a secret, finds no key to be checked with.
  private static String reason(Throwable failure) {
    if (failure instanceof SignatureException) {
      return "the signature of the token is wrong";
    }
    if (failure instanceof NoSuchKeyIdException) {
      return "the algorithm or key of the token is not ours";
    }
    return failure instanceof IllegalStateException
        ? "the token is no signed JWT"
        : "the token is malformed";
  }
}

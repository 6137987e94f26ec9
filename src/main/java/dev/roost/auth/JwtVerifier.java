package dev.roost.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.NoSuchKeyIdException;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.security.SignatureException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON Web Tokens: their signature first, by the keys' one algorithm whatever the token
 * itself says, and then their claims. Needs {@code vertx-auth-jwt} on the class path. Safe for any
 * thread.
 *
 * <pre>{@code
 * TokenVerifier verifier =
 *     JwtVerifier.create(
 *         vertx,
 *         JwtKeys.secret(JwtAlgorithm.HS512, secret),
 *         JwtRules.DEFAULT.withIssuer("https://id.example.com/"));
 * }</pre>
 */
public final class JwtVerifier implements TokenVerifier {
  private final Vertx vertx;
  private final JwtKeys keys;
  private final JwtRules rules;
  private final InstantSource clock;
  private volatile @Nullable Checker checker;

  /** Checks signatures by these keys. */
  private record Checker(KeySet keys, JWTAuth auth) {}

  private JwtVerifier(Vertx vertx, JwtKeys keys, JwtRules rules, InstantSource clock) {
    this.vertx = vertx;
    this.keys = keys;
    this.rules = rules;
    this.clock = clock;
  }

  /** A verifier of tokens that are signed by these keys, and whose claims follow the rules. */
  public static JwtVerifier create(Vertx vertx, JwtKeys keys, JwtRules rules) {
    return new JwtVerifier(vertx, keys, rules, InstantSource.system());
  }

  @Override
  public int leewaySeconds() {
    return rules.leewaySeconds();
  }

  @Override
  public Future<Map<String, Object>> verify(String token) {
    if (token.length() > rules.maxTokenLength()) {
      return refused(
          TokenRefusal.TOO_LONG,
          "the token is longer than " + rules.maxTokenLength() + " characters");
    }
    return keys.current()
        .compose(
            known ->
                check(token, known)
                    .recover(
                        failure ->
                            mayBeOfANewKey(token, failure)
                                ? checkWithNewer(token, known)
                                : Future.failedFuture(failure)));
  }

  private Future<Map<String, Object>> checkWithNewer(String token, KeySet known) {
    return keys.newerThan(known)
        .compose(newer -> newer == known ? Future.failedFuture(unknownKey()) : check(token, newer));
  }

  private Future<Map<String, Object>> check(String token, KeySet by) {
    return Future.succeededFuture(new TokenCredentials(token))
        .compose(auth(by)::authenticate)
        .recover(failure -> Future.failedFuture(refusal(failure)))
        .compose(signed -> checkSigned(token, signed));
  }

  private Future<Map<String, Object>> checkSigned(String token, User signed) {
    // RFC 7515, 4.1.11: a token must be refused if it names an extension there that the verifier
    // does not understand. This one understands none.
    if (header(token).containsKey("crit")) {
      return refused(
          TokenRefusal.MALFORMED, "the token demands an extension that is not supported");
    }
    Map<String, Object> claims = mapOf(signed.attributes().getJsonObject("accessToken"));
    try {
      rules.check(claims, clock);
    } catch (TokenRefusedException refused) {
      return Future.failedFuture(refused);
    }
    return Future.succeededFuture(claims);
  }

  private JWTAuth auth(KeySet by) {
    Checker present = checker;
    if (present == null || present.keys != by) {
      JWTAuthOptions options =
          // The rules look at times, by their own leeway.
          new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
      by.keys().forEach(options::addPubSecKey);
      present = new Checker(by, JWTAuth.create(vertx, options));
      checker = present;
    }
    return present.auth;
  }

  // Only a token that could have been signed by a new key is worth a question for new keys.
  private boolean mayBeOfANewKey(String token, Throwable failure) {
    return failure instanceof TokenRefusedException refused
        && refused.kind() == TokenRefusal.UNKNOWN_KEY
        && keys.algorithm().name().equals(header(token).getValue("alg"));
  }

  /** The header of a token that Vert.x could read. */
  private static JsonObject header(String token) {
    byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
    return new JsonObject(Buffer.buffer(header));
  }

  // Vert.x keeps keys by algorithm. We give it those of one algorithm, so a token that names
  // another finds no key to be checked with.
  private static TokenRefusedException refusal(Throwable failure) {
    if (failure instanceof SignatureException) {
      return new TokenRefusedException(
          TokenRefusal.SIGNATURE, "the signature of the token is wrong");
    }
    if (failure instanceof NoSuchKeyIdException) {
      return unknownKey();
    }
    return new TokenRefusedException(
        TokenRefusal.MALFORMED,
        failure instanceof IllegalStateException
            ? "the token is no signed JWT"
            : "the token is malformed");
  }

  private static TokenRefusedException unknownKey() {
    return new TokenRefusedException(
        TokenRefusal.UNKNOWN_KEY, "the algorithm or key of the token is not configured");
  }

  private static <T> Future<T> refused(TokenRefusal kind, String reason) {
    return Future.failedFuture(new TokenRefusedException(kind, reason));
  }

  // -- Claims as plain Java

  private static Map<String, Object> mapOf(JsonObject json) {
    Map<String, Object> map = new LinkedHashMap<>();
    json.forEach(
        entry -> {
          if (entry.getValue() != null) {
            map.put(entry.getKey(), plain(entry.getValue()));
          }
        });
    return Collections.unmodifiableMap(map);
  }

  private static Object plain(Object value) {
    if (value instanceof JsonObject object) {
      return mapOf(object);
    }
    if (value instanceof JsonArray array) {
      List<Object> list = new ArrayList<>();
      array.forEach(
          element -> {
            if (element != null) {
              list.add(plain(element));
            }
          });
      return Collections.unmodifiableList(list);
    }
    return value;
  }
}

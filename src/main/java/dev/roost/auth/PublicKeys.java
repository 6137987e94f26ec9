package dev.roost.auth;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads public keys, and takes only those that fit the algorithm: RSA of 2,048 bits or more, or a
 * point of the algorithm's own curve.
 */
final class PublicKeys {
  private static final int MIN_RSA_BITS = 2048;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  private PublicKeys() {}

  /**
   * The key of a PEM text, such as {@code openssl pkey -pubout} writes.
   *
   * @throws IllegalArgumentException if there is none that fits the algorithm
   */
  static List<PubSecKeyOptions> fromPem(JwtAlgorithm algorithm, String text) {
    Matcher pem = PEM.matcher(text);
    if (!pem.find()) {
      throw new IllegalArgumentException("no -----BEGIN PUBLIC KEY-----");
    }
    try {
      X509EncodedKeySpec encoded =
          new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
      PublicKey key = KeyFactory.getInstance(keyType(algorithm)).generatePublic(encoded);
      requireStrength(algorithm, key);
      return List.of(options(algorithm, key, null));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("no key for " + algorithm + reason(e));
    }
  }

  /**
   * The keys of a JSON Web Key Set (RFC 7517) that are for signatures of the algorithm.
   *
   * @throws IllegalArgumentException if there is none, one of them cannot be used, or there are too
   *     many
   */
  static List<PubSecKeyOptions> fromJwks(JwtAlgorithm algorithm, String text, int maxKeys) {
    List<PubSecKeyOptions> keys = new ArrayList<>();
    JsonArray entries = entries(text, maxKeys);
    try {
      for (Object entry : entries) {
        if (entry instanceof JsonObject jwk && isFor(jwk, algorithm)) {
          PublicKey key = fromJwk(algorithm, jwk);
          requireStrength(algorithm, key);
          keys.add(options(algorithm, key, jwk.getString("kid")));
        }
      }
    } catch (GeneralSecurityException
        | IllegalArgumentException
        | ClassCastException
        | NullPointerException e) {
      throw new IllegalArgumentException("a key that cannot be used" + reason(e));
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no key for signatures by " + algorithm);
    }
    return List.copyOf(keys);
  }

  private static JsonArray entries(String text, int maxKeys) {
    JsonArray keys;
    try {
      keys = new JsonObject(text).getJsonArray("keys");
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalArgumentException("not a JSON Web Key Set");
    }
    if (keys == null) {
      throw new IllegalArgumentException("not a JSON Web Key Set");
    }
    if (keys.size() > maxKeys) {
      throw new IllegalArgumentException("more than " + maxKeys + " keys");
    }
    return keys;
  }

  private static boolean isFor(JsonObject jwk, JwtAlgorithm algorithm) {
    return keyType(algorithm).equals(jwk.getString("kty"))
        && algorithm.name().equals(jwk.getString("alg", algorithm.name()))
        && "sig".equals(jwk.getString("use", "sig"))
        && Objects.equals(algorithm.curve(), jwk.getString("crv"));
  }

  private static PublicKey fromJwk(JwtAlgorithm algorithm, JsonObject jwk)
      throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance(keyType(algorithm));
    return algorithm.javaCurve() == null
        ? factory.generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")))
        : factory.generatePublic(
            new ECPublicKeySpec(new ECPoint(number(jwk, "x"), number(jwk, "y")), curve(algorithm)));
  }

  private static BigInteger number(JsonObject jwk, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.getString(name)));
  }

  private static void requireStrength(JwtAlgorithm algorithm, PublicKey key)
      throws GeneralSecurityException {
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
      throw new IllegalArgumentException("fewer than " + MIN_RSA_BITS + " bits");
    }
    if (key instanceof ECPublicKey ec
        && !ec.getParams().getCurve().equals(curve(algorithm).getCurve())) {
      throw new IllegalArgumentException("not on the curve " + algorithm.curve());
    }
  }

  private static ECParameterSpec curve(JwtAlgorithm algorithm) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(algorithm.javaCurve()));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  private static PubSecKeyOptions options(
      JwtAlgorithm algorithm, PublicKey key, @Nullable String id) {
    String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    PubSecKeyOptions options =
        new PubSecKeyOptions()
            .setAlgorithm(algorithm.name())
            .setBuffer("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
    return id == null ? options : options.setId(id);
  }

  private static String keyType(JwtAlgorithm algorithm) {
    String type = algorithm.keyType();
    if (type == null) {
      throw new IllegalArgumentException(algorithm + " has a secret, not a public key");
    }
    return type;
  }

  private static String reason(Exception failure) {
    return failure instanceof IllegalArgumentException ? ": " + failure.getMessage() : "";
  }
}

package dev.roost.rooms.auth;

import dev.roost.rooms.config.JwtAlgorithm;
import dev.roost.rooms.config.Setting;
import dev.roost.rooms.config.SettingsException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import java.math.BigInteger;
import java.nio.file.Path;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads public keys, and takes only those that fit the algorithm: RSA for RS256, P-256 for ES256.
 */
final class PublicKeys {
  private static final int MIN_RSA_BITS = 2048;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  private PublicKeys() {}

  /** The key of a PEM file, such as {@code openssl pkey -pubout} writes. */
  static List<PubSecKeyOptions> fromPem(JwtAlgorithm algorithm, Path path) {
    Matcher pem = PEM.matcher(KeyFiles.read(Setting.JWT_PUBLIC_KEY_FILE, path));
    if (!pem.find()) {
      throw new SettingsException(
          Setting.JWT_PUBLIC_KEY_FILE, path + " has no -----BEGIN PUBLIC KEY-----");
    }
    try {
      X509EncodedKeySpec encoded =
          new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
      PublicKey key = KeyFactory.getInstance(keyType(algorithm)).generatePublic(encoded);
      requireStrength(key);
      return List.of(options(algorithm, key, null));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SettingsException(
          Setting.JWT_PUBLIC_KEY_FILE, path + " has no key for " + algorithm + reason(e));
    }
  }

  /** The keys of a JSON Web Key Set (RFC 7517) that are for signatures of the algorithm. */
  static List<PubSecKeyOptions> fromJwks(JwtAlgorithm algorithm, Path path) {
    List<PubSecKeyOptions> keys = new ArrayList<>();
    try {
      JsonObject set = new JsonObject(KeyFiles.read(Setting.JWT_JWKS_FILE, path));
      for (Object entry : set.getJsonArray("keys")) {
        if (entry instanceof JsonObject jwk && isFor(jwk, algorithm)) {
          PublicKey key = fromJwk(jwk);
          requireStrength(key);
          keys.add(options(algorithm, key, jwk.getString("kid")));
        }
      }
    } catch (DecodeException | ClassCastException | NullPointerException e) {
      throw new SettingsException(Setting.JWT_JWKS_FILE, path + " is no JSON Web Key Set");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SettingsException(
          Setting.JWT_JWKS_FILE, path + " has a key that cannot be used" + reason(e));
    }
    if (keys.isEmpty()) {
      throw new SettingsException(
          Setting.JWT_JWKS_FILE, path + " has no key for signatures by " + algorithm);
    }
    return keys;
  }

  private static boolean isFor(JsonObject jwk, JwtAlgorithm algorithm) {
    return keyType(algorithm).equals(jwk.getString("kty"))
        && algorithm.name().equals(jwk.getString("alg", algorithm.name()))
        && "sig".equals(jwk.getString("use", "sig"))
        && (algorithm != JwtAlgorithm.ES256 || "P-256".equals(jwk.getString("crv")));
  }

  private static PublicKey fromJwk(JsonObject jwk) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance(jwk.getString("kty"));
    return jwk.getString("kty").equals("RSA")
        ? factory.generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")))
        : factory.generatePublic(
            new ECPublicKeySpec(new ECPoint(number(jwk, "x"), number(jwk, "y")), p256()));
  }

  private static BigInteger number(JsonObject jwk, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.getString(name)));
  }

  private static void requireStrength(PublicKey key) throws GeneralSecurityException {
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
      throw new IllegalArgumentException("fewer than " + MIN_RSA_BITS + " bits");
    }
    if (key instanceof ECPublicKey ec && !ec.getParams().getCurve().equals(p256().getCurve())) {
      throw new IllegalArgumentException("not on the curve P-256");
    }
  }

  private static ECParameterSpec p256() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
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
    return algorithm == JwtAlgorithm.ES256 ? "EC" : "RSA";
  }

  private static String reason(Exception failure) {
    return failure instanceof IllegalArgumentException ? ": " + failure.getMessage() : "";
  }
}

package dev.roost.auth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;

/** Public keys as text. */
final class Jwks {
  private Jwks() {}

  static String of(JsonObject... keys) {
    return new JsonObject().put("keys", new JsonArray(List.of(keys))).encode();
  }

  static JsonObject jwk(PublicKey key) {
    if (key instanceof RSAPublicKey rsaKey) {
      return new JsonObject()
          .put("kty", "RSA")
          .put("n", number(rsaKey.getModulus()))
          .put("e", number(rsaKey.getPublicExponent()));
    }
    ECPublicKey ecKey = (ECPublicKey) key;
    String curve =
        switch (ecKey.getParams().getCurve().getField().getFieldSize()) {
          case 256 -> "P-256";
          case 384 -> "P-384";
          default -> "P-521";
        };
    return new JsonObject()
        .put("kty", "EC")
        .put("crv", curve)
        .put("x", number(ecKey.getW().getAffineX()))
        .put("y", number(ecKey.getW().getAffineY()));
  }

  static String pem(KeyPair keys) {
    String body = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
  }

  private static String number(BigInteger number) {
    return SignedTokens.base64(number.toByteArray());
  }
}

package dev.roost.auth;

import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Builds valid and invalid tokens. */
public final class SignedTokens {
  /** Long enough for any algorithm. */
  public static final String SECRET =
      "a secret of sixty-four bytes, or some more, for none but tests!!!";

  private final Map<String, Object> claims = new LinkedHashMap<>();
  private String header;

  private SignedTokens(String header) {
    this.header = header;
  }

  /** A token that is valid for an hour, issued by {@code Roost} for the first user. */
  public static SignedTokens of(String algorithm) {
    long now = System.currentTimeMillis() / 1000;
    return new SignedTokens("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}")
        .claim("iss", "Roost")
        .claim("sub", "User:1")
        .claim("exp", now + 3600);
  }

  /** The same with another claim, or without it. */
  public SignedTokens claim(String name, @Nullable Object value) {
    if (value == null) {
      claims.remove(name);
    } else {
      claims.put(name, value);
    }
    return this;
  }

  /** The same with a time so many seconds from now. */
  public SignedTokens time(String claim, long fromNow) {
    return claim(claim, System.currentTimeMillis() / 1000 + fromNow);
  }

  /** The same with a key id. */
  public SignedTokens keyId(String id) {
    header = header.replace("}", ",\"kid\":\"" + id + "\"}");
    return this;
  }

  /** The same with another member of the header, given as JSON. */
  public SignedTokens header(String name, String json) {
    header = header.replace("}", ",\"" + name + "\":" + json + "}");
    return this;
  }

  /** Without the signature and the dot before it. */
  public String unsigned() {
    return base64(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + base64(json().getBytes(StandardCharsets.UTF_8));
  }

  /** Signed with a secret: {@code HmacSHA512} and the like. */
  public String mac(String mac, byte[] secret) {
    try {
      Mac hmac = Mac.getInstance(mac);
      hmac.init(new SecretKeySpec(secret, mac));
      return signed(hmac.doFinal(unsigned().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Signed with {@link #SECRET} as HS512 is. */
  public String hs512() {
    return mac("HmacSHA512", SECRET.getBytes(StandardCharsets.UTF_8));
  }

  /** Signed with an RSA or EC key and the algorithm's hash. */
  public String sign(PrivateKey key) {
    try {
      String hash = "SHA" + header.replaceFirst("^.{10}(\\d+).*$", "$1");
      Signature signature =
          Signature.getInstance(
              key.getAlgorithm().equals("EC") ? hash + "withECDSAinP1363Format" : hash + "withRSA");
      signature.initSign(key);
      signature.update(unsigned().getBytes(StandardCharsets.UTF_8));
      return signed(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** New keys: {@code RSA} of 2048 bits, {@code EC} of 256 and the like. */
  public static KeyPair keys(String type, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String signed(byte[] signature) {
    return unsigned() + "." + base64(signature);
  }

  private String json() {
    return Json.encode(claims);
  }
}

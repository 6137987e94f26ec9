package dev.roost.rooms.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.rooms.LogCapture;
import dev.roost.rooms.config.JwtAlgorithm;
import dev.roost.rooms.config.JwtSettings;
import dev.roost.rooms.config.KeySource;
import dev.roost.rooms.config.SettingsException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class PublicKeysTest {
  private static KeyPair rsa;
  private static KeyPair ec;

  @TempDir Path directory;

  @BeforeAll
  static void makeKeys() {
    rsa = Tokens.keys("RSA", 2048);
    ec = Tokens.keys("EC", 256);
  }

  @Test
  void takesTokensOfPemKeys(Vertx vertx) throws IOException {
    assertThat(
            accepts(vertx, pem(JwtAlgorithm.RS256, rsa), Tokens.of("RS256").sign(rsa.getPrivate())))
        .isTrue();
    assertThat(
            accepts(vertx, pem(JwtAlgorithm.ES256, ec), Tokens.of("ES256").sign(ec.getPrivate())))
        .isTrue();
  }

  @Test
  void refusesTokensOfOtherKeys(Vertx vertx) throws IOException {
    KeyPair other = Tokens.keys("EC", 256);

    refuses(
        vertx,
        pem(JwtAlgorithm.ES256, ec),
        Tokens.of("ES256").sign(other.getPrivate()),
        "the signature of the token is wrong");
  }

  @Test
  void refusesThePublicKeyAsSecret(Vertx vertx) throws IOException {
    JwtSettings settings = pem(JwtAlgorithm.RS256, rsa);
    byte[] pem = Files.readAllBytes(directory.resolve("key.pem"));

    for (byte[] secret :
        List.of(
            pem,
            new String(pem, StandardCharsets.US_ASCII).strip().getBytes(StandardCharsets.US_ASCII),
            rsa.getPublic().getEncoded())) {
      refuses(
          vertx,
          settings,
          Tokens.of("HS256").mac("HmacSHA256", secret),
          "the algorithm or key of the token is not ours");
      refuses(
          vertx,
          settings,
          Tokens.of("RS256").mac("HmacSHA256", secret),
          "the signature of the token is wrong");
    }
    refuses(vertx, settings, Tokens.of("none").unsigned() + ".", "the token is no signed JWT");
  }

  @Test
  void takesTokensOfTheKeysOfASet(Vertx vertx) throws IOException {
    KeyPair second = Tokens.keys("RSA", 2048);
    JwtSettings settings =
        jwks(
            JwtAlgorithm.RS256,
            jwk(rsa.getPublic()).put("kid", "one").put("alg", "RS256").put("use", "sig"),
            jwk(second.getPublic()).put("kid", "two"),
            jwk(ec.getPublic()).put("kid", "three"),
            new JsonObject().put("kty", "oct").put("k", Tokens.base64(new byte[64])));

    assertThat(accepts(vertx, settings, Tokens.of("RS256").keyId("one").sign(rsa.getPrivate())))
        .isTrue();
    assertThat(accepts(vertx, settings, Tokens.of("RS256").keyId("two").sign(second.getPrivate())))
        .isTrue();
    assertThat(accepts(vertx, settings, Tokens.of("RS256").sign(second.getPrivate()))).isTrue();
    refuses(
        vertx,
        settings,
        Tokens.of("RS256").keyId("two").sign(rsa.getPrivate()),
        "the signature of the token is wrong");
    refuses(
        vertx,
        settings,
        Tokens.of("RS256").keyId("four").sign(rsa.getPrivate()),
        "the algorithm or key of the token is not ours");
    refuses(
        vertx,
        settings,
        Tokens.of("HS256").mac("HmacSHA256", new byte[64]),
        "the algorithm or key of the token is not ours");
  }

  @Test
  void takesEllipticKeysOfASet(Vertx vertx) throws IOException {
    JwtSettings settings = jwks(JwtAlgorithm.ES256, jwk(rsa.getPublic()), jwk(ec.getPublic()));

    assertThat(accepts(vertx, settings, Tokens.of("ES256").sign(ec.getPrivate()))).isTrue();
  }

  @Test
  void saysWhatIsWrongWithAPemFile(Vertx vertx) throws IOException {
    Path file = directory.resolve("key.pem");
    JwtSettings rs256 = settings(JwtAlgorithm.RS256, new KeySource.PublicKeyFile(file));

    fails(vertx, rs256, "jwt.public-key-file: cannot read " + file);
    Files.writeString(file, "nothing of use");
    fails(vertx, rs256, "jwt.public-key-file: " + file + " has no -----BEGIN PUBLIC KEY-----");
    fails(
        vertx,
        pem(JwtAlgorithm.RS256, ec),
        "jwt.public-key-file: " + file + " has no key for RS256");
    fails(
        vertx,
        pem(JwtAlgorithm.RS256, Tokens.keys("RSA", 1024)),
        "jwt.public-key-file: " + file + " has no key for RS256: fewer than 2048 bits");
    fails(
        vertx,
        pem(JwtAlgorithm.ES256, Tokens.keys("EC", 384)),
        "jwt.public-key-file: " + file + " has no key for ES256: not on the curve P-256");
  }

  @Test
  void saysWhatIsWrongWithASet(Vertx vertx) throws IOException {
    Path file = directory.resolve("jwks.json");
    JwtSettings rs256 = settings(JwtAlgorithm.RS256, new KeySource.JwksFile(file));

    Files.writeString(file, "no JSON");
    fails(vertx, rs256, "jwt.jwks-file: " + file + " is no JSON Web Key Set");
    Files.writeString(file, "{}");
    fails(vertx, rs256, "jwt.jwks-file: " + file + " is no JSON Web Key Set");
    fails(
        vertx,
        jwks(JwtAlgorithm.RS256, jwk(ec.getPublic()), jwk(rsa.getPublic()).put("use", "enc")),
        "jwt.jwks-file: " + file + " has no key for signatures by RS256");
    fails(
        vertx,
        jwks(JwtAlgorithm.RS256, jwk(Tokens.keys("RSA", 1024).getPublic())),
        "jwt.jwks-file: " + file + " has a key that cannot be used: fewer than 2048 bits");
  }

  private static boolean accepts(Vertx vertx, JwtSettings settings, String token) {
    return JwtConnectTest.connect(vertx, settings, token, null).isAccepted();
  }

  private static void refuses(Vertx vertx, JwtSettings settings, String token, String reason) {
    try (LogCapture log = new LogCapture()) {
      assertThat(accepts(vertx, settings, token)).isFalse();
      assertThat(log.lines()).containsExactly("WARN refused a connection: " + reason);
    }
  }

  private static void fails(Vertx vertx, JwtSettings settings, String message) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> JwtKeys.load(vertx, settings))
        .withMessage(message);
  }

  private JwtSettings pem(JwtAlgorithm algorithm, KeyPair keys) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    Path file = directory.resolve("key.pem");
    Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
    return settings(algorithm, new KeySource.PublicKeyFile(file));
  }

  private JwtSettings jwks(JwtAlgorithm algorithm, JsonObject... keys) throws IOException {
    Path file = directory.resolve("jwks.json");
    Files.writeString(file, new JsonObject().put("keys", new JsonArray(List.of(keys))).encode());
    return settings(algorithm, new KeySource.JwksFile(file));
  }

  private static JwtSettings settings(JwtAlgorithm algorithm, KeySource key) {
    return new JwtSettings(algorithm, key, "Roost", null, 0, 60);
  }

  private static JsonObject jwk(PublicKey key) {
    if (key instanceof RSAPublicKey rsaKey) {
      return new JsonObject()
          .put("kty", "RSA")
          .put("n", number(rsaKey.getModulus()))
          .put("e", number(rsaKey.getPublicExponent()));
    }
    ECPublicKey ecKey = (ECPublicKey) key;
    return new JsonObject()
        .put("kty", "EC")
        .put("crv", "P-256")
        .put("x", number(ecKey.getW().getAffineX()))
        .put("y", number(ecKey.getW().getAffineY()));
  }

  private static String number(BigInteger number) {
    return Tokens.base64(number.toByteArray());
  }
}

package dev.roost.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys of all kinds, and algorithm confusion attacks. */
@ExtendWith(VertxExtension.class)
class JwtKeysTest {
  private static final JwtRules RULES = JwtRules.DEFAULT;

  private static KeyPair rsa;
  private static KeyPair ec;

  @BeforeAll
  static void makeKeys() {
    rsa = SignedTokens.keys("RSA", 2048);
    ec = SignedTokens.keys("EC", 256);
  }

  @ParameterizedTest
  @EnumSource
  void tokensOfEachAlgorithmAreAccepted(JwtAlgorithm algorithm, Vertx vertx) {
    if (algorithm.hasSecret()) {
      byte[] secret = "s".repeat(algorithm.minSecretBytes()).getBytes(StandardCharsets.UTF_8);
      String mac = "HmacSHA" + algorithm.name().substring(2);
      accepts(
          vertx,
          JwtKeys.secret(algorithm, secret),
          SignedTokens.of(algorithm.name()).mac(mac, secret));
      return;
    }
    KeyPair keys =
        switch (algorithm) {
          case ES256 -> ec;
          case ES384 -> SignedTokens.keys("EC", 384);
          case ES512 -> SignedTokens.keys("EC", 521);
          default -> rsa;
        };
    String token = SignedTokens.of(algorithm.name()).sign(keys.getPrivate());
    accepts(vertx, JwtKeys.publicKey(algorithm, Jwks.pem(keys)), token);
    accepts(vertx, JwtKeys.jwks(algorithm, Jwks.of(Jwks.jwk(keys.getPublic()))), token);
  }

  @Test
  void tokensOfOtherKeysAreRefused(Vertx vertx) {
    refuses(
        vertx,
        JwtKeys.publicKey(JwtAlgorithm.ES256, Jwks.pem(ec)),
        SignedTokens.of("ES256").sign(SignedTokens.keys("EC", 256).getPrivate()),
        TokenRefusal.SIGNATURE);
  }

  /** The public key is public: if the verifier used it as an HMAC secret, anybody could sign. */
  @Test
  void publicKeyIsNotUsedAsAnHmacSecret(Vertx vertx) {
    String pem = Jwks.pem(rsa);
    JwtKeys keys = JwtKeys.publicKey(JwtAlgorithm.RS256, pem);

    for (byte[] secret :
        List.of(
            pem.getBytes(StandardCharsets.US_ASCII),
            pem.strip().getBytes(StandardCharsets.US_ASCII),
            rsa.getPublic().getEncoded())) {
      refuses(
          vertx,
          keys,
          SignedTokens.of("HS256").mac("HmacSHA256", secret),
          TokenRefusal.UNKNOWN_KEY);
      refuses(
          vertx, keys, SignedTokens.of("RS256").mac("HmacSHA256", secret), TokenRefusal.SIGNATURE);
    }
    refuses(vertx, keys, SignedTokens.of("none").unsigned() + ".", TokenRefusal.MALFORMED);
    refuses(vertx, keys, SignedTokens.of("none").unsigned(), TokenRefusal.MALFORMED);
  }

  /** A token may contain keys of its own; the verifier must ignore them. */
  @Test
  void keysInsideTheTokenAreIgnored(Vertx vertx) {
    JwtKeys keys = JwtKeys.publicKey(JwtAlgorithm.RS256, Jwks.pem(rsa));
    KeyPair own = SignedTokens.keys("RSA", 2048);

    refuses(
        vertx,
        keys,
        SignedTokens.of("RS256")
            .header("jwk", Jwks.jwk(own.getPublic()).encode())
            .sign(own.getPrivate()),
        TokenRefusal.SIGNATURE);
    refuses(
        vertx,
        keys,
        SignedTokens.of("RS256").header("x5c", "[\"MIIB\"]").sign(own.getPrivate()),
        TokenRefusal.SIGNATURE);
  }

  @Test
  void keysOfASetAreChosenByTheirId(Vertx vertx) {
    KeyPair second = SignedTokens.keys("RSA", 2048);
    JwtKeys keys =
        JwtKeys.jwks(
            JwtAlgorithm.RS256,
            Jwks.of(
                Jwks.jwk(rsa.getPublic()).put("kid", "one").put("alg", "RS256").put("use", "sig"),
                Jwks.jwk(second.getPublic()).put("kid", "two"),
                Jwks.jwk(ec.getPublic()).put("kid", "three"),
                new JsonObject().put("kty", "oct").put("k", SignedTokens.base64(new byte[64]))));

    accepts(vertx, keys, SignedTokens.of("RS256").keyId("one").sign(rsa.getPrivate()));
    accepts(vertx, keys, SignedTokens.of("RS256").keyId("two").sign(second.getPrivate()));
    accepts(vertx, keys, SignedTokens.of("RS256").sign(second.getPrivate()));
    refuses(
        vertx,
        keys,
        SignedTokens.of("RS256").keyId("two").sign(rsa.getPrivate()),
        TokenRefusal.SIGNATURE);
    refuses(
        vertx,
        keys,
        SignedTokens.of("RS256").keyId("four").sign(rsa.getPrivate()),
        TokenRefusal.UNKNOWN_KEY);
    refuses(
        vertx,
        keys,
        SignedTokens.of("HS256").mac("HmacSHA256", new byte[64]),
        TokenRefusal.UNKNOWN_KEY);
  }

  @Test
  void shortSecretsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JwtKeys.secret(JwtAlgorithm.HS512, "s".repeat(63)))
        .withMessage("a secret for HS512 has at least 64 bytes, this one has 63");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JwtKeys.secret(JwtAlgorithm.RS256, "s".repeat(64)))
        .withMessage("RS256 has a public key, not a secret");
  }

  @Test
  void unusablePublicKeysAreRefused() {
    failsPem(JwtAlgorithm.RS256, "nothing of use", "no -----BEGIN PUBLIC KEY-----");
    failsPem(JwtAlgorithm.RS256, Jwks.pem(ec), "no key for RS256");
    failsPem(
        JwtAlgorithm.RS256,
        Jwks.pem(SignedTokens.keys("RSA", 1024)),
        "no key for RS256: fewer than 2048 bits");
    failsPem(
        JwtAlgorithm.ES256,
        Jwks.pem(SignedTokens.keys("EC", 384)),
        "no key for ES256: not on the curve P-256");
    failsPem(
        JwtAlgorithm.HS256,
        Jwks.pem(rsa),
        "no key for HS256: HS256 has a secret, not a public key");
  }

  @Test
  void unusableSetsAreRefused() {
    for (String text : List.of("no JSON", "{}", "[]", "{\"keys\":7}")) {
      failsJwks(JwtAlgorithm.RS256, text, "not a JSON Web Key Set");
    }
    failsJwks(
        JwtAlgorithm.RS256,
        Jwks.of(Jwks.jwk(ec.getPublic()), Jwks.jwk(rsa.getPublic()).put("use", "enc")),
        "no key for signatures by RS256");
    failsJwks(
        JwtAlgorithm.RS256,
        Jwks.of(Jwks.jwk(SignedTokens.keys("RSA", 1024).getPublic())),
        "a key that cannot be used: fewer than 2048 bits");
    failsJwks(
        JwtAlgorithm.RS256,
        Jwks.of(new JsonObject().put("kty", "RSA").put("n", "AQAB")),
        "a key that cannot be used");
    JsonObject[] many = new JsonObject[101];
    Arrays.fill(many, Jwks.jwk(rsa.getPublic()));
    failsJwks(JwtAlgorithm.RS256, Jwks.of(many), "more than 100 keys");
  }

  @Test
  void keysAreReadFromFiles(@TempDir Path directory, Vertx vertx) throws IOException {
    Path pem = Files.writeString(directory.resolve("key.pem"), Jwks.pem(ec));
    Path jwks = Files.writeString(directory.resolve("jwks"), Jwks.of(Jwks.jwk(ec.getPublic())));
    String token = SignedTokens.of("ES256").sign(ec.getPrivate());

    accepts(vertx, JwtKeys.publicKeyFile(JwtAlgorithm.ES256, pem), token);
    accepts(vertx, JwtKeys.jwksFile(JwtAlgorithm.ES256, jwks), token);
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> JwtKeys.jwksFile(JwtAlgorithm.ES256, directory.resolve("no such file")));
  }

  private static void failsPem(JwtAlgorithm algorithm, String pem, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JwtKeys.publicKey(algorithm, pem))
        .withMessage(message);
  }

  private static void failsJwks(JwtAlgorithm algorithm, String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JwtKeys.jwks(algorithm, json))
        .withMessage(message);
  }

  private static void accepts(Vertx vertx, JwtKeys keys, String token) {
    assertThat(JwtVerifier.create(vertx, keys, RULES).verify(token).await())
        .containsEntry("sub", "User:1");
  }

  private static void refuses(Vertx vertx, JwtKeys keys, String token, TokenRefusal kind) {
    assertThat(JwtVerifier.create(vertx, keys, RULES).verify(token).cause())
        .isInstanceOfSatisfying(
            TokenRefusedException.class, refused -> assertThat(refused.kind()).isEqualTo(kind));
  }
}

package dev.roost.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Valid tokens, and many kinds of invalid ones. */
@ExtendWith(VertxExtension.class)
class JwtVerifierTest {
  private static final JwtRules RULES =
      JwtRules.DEFAULT.withIssuer("Roost").withAudience("rooms", "chat");

  private static TokenVerifier verifier(Vertx vertx, JwtRules rules) {
    return JwtVerifier.create(
        vertx, JwtKeys.secret(JwtAlgorithm.HS512, SignedTokens.SECRET), rules);
  }

  private static SignedTokens good() {
    return SignedTokens.of("HS512").claim("aud", "rooms");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void badTokensAreRefused(
      String name, String token, TokenRefusal kind, String reason, Vertx vertx) {
    Throwable failure = verifier(vertx, RULES).verify(token).cause();

    assertThat(failure)
        .isInstanceOfSatisfying(
            TokenRefusedException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(kind);
              assertThat(refused.reason()).isEqualTo(reason);
            });
  }

  static Stream<Arguments> badTokens() {
    String good = good().hs512();
    String unsigned = good().unsigned();
    String signature = good.substring(good.lastIndexOf('.') + 1);
    byte[] secret = SignedTokens.SECRET.getBytes(StandardCharsets.UTF_8);
    String malformed = "the token is malformed";
    String notSigned = "the token is no signed JWT";
    String notOurs = "the algorithm or key of the token is not configured";
    String wrong = "the signature of the token is wrong";
    String critical = "the token demands an extension that is not supported";
    String early = "the token is not good yet";
    return Stream.of(
        arguments("not a token", "not-a-token", TokenRefusal.MALFORMED, malformed),
        arguments("empty", "", TokenRefusal.MALFORMED, malformed),
        arguments("dots", "...", TokenRefusal.MALFORMED, malformed),
        arguments("no base64", "%%%.%%%.%%%", TokenRefusal.MALFORMED, malformed),
        arguments("no JSON", "YQ.YQ.YQ", TokenRefusal.MALFORMED, malformed),
        arguments(
            "huge",
            "x".repeat(8_193),
            TokenRefusal.TOO_LONG,
            "the token is longer than 8192 characters"),
        arguments(
            "huge and good",
            good().claim("picture", "x".repeat(8_000)).hs512(),
            TokenRefusal.TOO_LONG,
            "the token is longer than 8192 characters"),
        arguments(
            "alg none",
            SignedTokens.of("none").unsigned() + ".",
            TokenRefusal.MALFORMED,
            notSigned),
        arguments(
            "alg none, cut", SignedTokens.of("none").unsigned(), TokenRefusal.MALFORMED, notSigned),
        arguments("alg None", SignedTokens.of("None").hs512(), TokenRefusal.UNKNOWN_KEY, notOurs),
        arguments(
            "alg none, signed",
            SignedTokens.of("none").claim("aud", "rooms").hs512(),
            TokenRefusal.MALFORMED,
            notSigned),
        arguments("signature cut off", unsigned, TokenRefusal.MALFORMED, notSigned),
        arguments("signature empty", unsigned + ".", TokenRefusal.MALFORMED, notSigned),
        arguments(
            "HS256 with the right secret",
            SignedTokens.of("HS256").claim("aud", "rooms").mac("HmacSHA256", secret),
            TokenRefusal.UNKNOWN_KEY,
            notOurs),
        arguments(
            "RS256 signed with the secret",
            SignedTokens.of("RS256").claim("aud", "rooms").hs512(),
            TokenRefusal.UNKNOWN_KEY,
            notOurs),
        arguments(
            "unknown algorithm",
            SignedTokens.of("XS512").claim("aud", "rooms").hs512(),
            TokenRefusal.UNKNOWN_KEY,
            notOurs),
        arguments(
            "another secret",
            good().mac("HmacSHA512", "another".repeat(10).getBytes(StandardCharsets.UTF_8)),
            TokenRefusal.SIGNATURE,
            wrong),
        arguments(
            "other claims under the signature",
            good().claim("sub", "User:2").unsigned() + "." + signature,
            TokenRefusal.SIGNATURE,
            wrong),
        arguments(
            "unknown critical header",
            good().header("exp", "1").header("crit", "[\"exp\"]").hs512(),
            TokenRefusal.MALFORMED,
            critical),
        arguments(
            "critical header of another shape",
            good().header("crit", "null").hs512(),
            TokenRefusal.MALFORMED,
            critical),
        arguments(
            "expired",
            good().time("exp", -6).hs512(),
            TokenRefusal.EXPIRY,
            "the token has expired"),
        arguments(
            "without end",
            good().claim("exp", null).hs512(),
            TokenRefusal.EXPIRY,
            "the token never expires"),
        arguments(
            "end is a word",
            good().claim("exp", "never").hs512(),
            TokenRefusal.MALFORMED,
            malformed),
        arguments(
            "end is a list",
            good().claim("exp", List.of(4_000_000_000L)).hs512(),
            TokenRefusal.MALFORMED,
            malformed),
        arguments("not yet", good().time("nbf", 60).hs512(), TokenRefusal.NOT_YET_VALID, early),
        arguments(
            "from the future", good().time("iat", 60).hs512(), TokenRefusal.NOT_YET_VALID, early),
        arguments(
            "another issuer",
            good().claim("iss", "Rival").hs512(),
            TokenRefusal.ISSUER,
            "the token is of another issuer"),
        arguments(
            "several issuers",
            good().claim("iss", List.of("Roost")).hs512(),
            TokenRefusal.ISSUER,
            "the token is of another issuer"),
        arguments(
            "no issuer",
            good().claim("iss", null).hs512(),
            TokenRefusal.ISSUER,
            "the token is of another issuer"),
        arguments(
            "another audience",
            good().claim("aud", List.of("mail", "shop")).hs512(),
            TokenRefusal.AUDIENCE,
            "the token is for another audience"),
        arguments(
            "no audience",
            good().claim("aud", null).hs512(),
            TokenRefusal.AUDIENCE,
            "the token is for another audience"));
  }

  @Test
  void claimsOfAGoodTokenArePlainJava(Vertx vertx) {
    String token =
        good()
            .claim("roles", Arrays.asList("a", null, Map.of("b", 1)))
            .claim("org", Map.of("id", 7, "tags", List.of("x")))
            .hs512();

    Map<String, Object> claims = verifier(vertx, RULES).verify(token).await();

    assertThat(claims)
        .containsEntry("sub", "User:1")
        .containsEntry("roles", List.of("a", Map.of("b", 1)))
        .containsEntry("org", Map.of("id", 7, "tags", List.of("x")));
    assertThat(new Claims(claims).expiresAt()).isNotNull();
    assertThat(new Claims(claims).toString()).contains("sub").doesNotContain("User:1");
  }

  @Test
  void leewayToleratesClockSkew(Vertx vertx) {
    TokenVerifier verifier = verifier(vertx, RULES.withLeewaySeconds(30));

    assertThat(verifier.verify(good().time("exp", -15).hs512()).succeeded()).isTrue();
    assertThat(verifier.verify(good().time("iat", 15).time("nbf", 15).hs512()).succeeded())
        .isTrue();
    assertThat(verifier.leewaySeconds()).isEqualTo(30);
  }

  @Test
  void rulesCanBeLooser(Vertx vertx) {
    String token = good().claim("exp", null).claim("iss", null).claim("aud", null).hs512();

    assertThat(verifier(vertx, JwtRules.DEFAULT.withRequireExpiry(false)).verify(token).succeeded())
        .isTrue();
    assertThat(
            verifier(vertx, RULES)
                .verify(good().claim("aud", List.of("x", "chat")).hs512())
                .await())
        .isNotEmpty();
    assertThat(
            verifier(vertx, RULES.withMaxTokenLength(9_999))
                .verify(good().claim("a", "x".repeat(6_500)).hs512())
                .succeeded())
        .isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> RULES.withLeewaySeconds(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> RULES.withMaxTokenLength(0));
  }
}

package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subprotocol negotiation and the auth token inside it. */
class SubprotocolsTest {
  private static final Subprotocols PLAIN = new Subprotocols(true, null, null);
  private static final Subprotocols REFUSED = new Subprotocols(false, null, null);
  private static final String PREFIX = "base64url.bearer.phx.";

  private static Subprotocols agree(String header, String... supported) {
    return Subprotocols.negotiate(header, List.of(supported), false);
  }

  private static Subprotocols withToken(String header, String... supported) {
    return Subprotocols.negotiate(header, List.of(supported), true);
  }

  private static String entry(String token) {
    return PREFIX
        + Base64.getEncoder()
            .withoutPadding()
            .encodeToString(token.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void clientWithoutAnOfferIsAccepted() {
    assertThat(agree(null)).isEqualTo(PLAIN);
    assertThat(agree(null, "mqtt")).isEqualTo(PLAIN);
    assertThat(withToken(null)).isEqualTo(PLAIN);
  }

  @Test
  void serverWithoutSubprotocolsAgreesOnNone() {
    assertThat(agree("mqtt")).isEqualTo(PLAIN);
    assertThat(agree("phoenix, " + entry("secret"))).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @CsvSource({"a, a", "'b, a', a", "'x,b', b", "' b ', b", "'x ,  a , b', a", "'a,a', a"})
  void firstOfferedOfTheServersListIsAgreed(String header, String agreed) {
    assertThat(agree(header, "a", "b")).isEqualTo(new Subprotocols(true, agreed, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "A", "aa", "", ",", "x, y", "phoenix"})
  void noneInCommonIsRefused(String header) {
    assertThat(agree(header, "a", "b")).isEqualTo(REFUSED);
  }

  @Test
  void phoenixClientGetsItsSubprotocolAndTheTokenIsExtracted() {
    assertThat(withToken("phoenix, " + entry("secret")))
        .isEqualTo(new Subprotocols(true, "phoenix", "secret"));
    assertThat(withToken(entry("secret") + ",phoenix"))
        .isEqualTo(new Subprotocols(true, "phoenix", "secret"));
    assertThat(withToken("phoenix")).isEqualTo(new Subprotocols(true, "phoenix", null));
  }

  @Test
  void phoenixIsPreferredWithAToken() {
    assertThat(withToken("a, phoenix", "a").agreed()).isEqualTo("phoenix");
    assertThat(withToken("a," + entry("secret"), "a"))
        .isEqualTo(new Subprotocols(true, "a", "secret"));
    assertThat(withToken("x," + entry("secret"), "a")).isEqualTo(REFUSED);
  }

  @Test
  void tokenAloneIsNoSubprotocol() {
    assertThat(withToken(entry("secret"))).isEqualTo(new Subprotocols(true, null, "secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ab", "abc", "abcd", "é😀", "~~~???>>>", "a.b.c"})
  void bothBase64AlphabetsAreDecodedWithAndWithoutPadding(String token) {
    byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
    for (Base64.Encoder encoder :
        List.of(
            Base64.getEncoder(),
            Base64.getEncoder().withoutPadding(),
            Base64.getUrlEncoder(),
            Base64.getUrlEncoder().withoutPadding())) {
      assertThat(withToken("phoenix, " + PREFIX + encoder.encodeToString(bytes)).authToken())
          .isEqualTo(token);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "a", "a=b", "abcde", "a b"})
  void undecodableTokenIsRefused(String encoded) {
    assertThat(withToken("phoenix, " + PREFIX + encoded)).isEqualTo(REFUSED);
  }

  @Test
  void twoTokensAreRefused() {
    assertThat(withToken("phoenix," + entry("one") + "," + entry("two")))
        .isEqualTo(new Subprotocols(true, "phoenix", null));
  }

  @Test
  @Timeout(5)
  void longHeaderIsHandled() {
    for (String header :
        List.of(" ".repeat(8_000), "a" + " ".repeat(8_000) + "b", ",".repeat(8_000))) {
      for (int i = 0; i < 20; i++) {
        agree(header, "a");
        withToken(header, "a");
      }
    }
  }
}

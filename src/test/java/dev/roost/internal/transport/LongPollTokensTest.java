package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.transport.LongPollTokens.Token;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Tokens prove their origin and age. */
class LongPollTokensTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Token TOKEN = new Token(-5, UUID.randomUUID());
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final LongPollTokens tokens = tokens("secret", "/socket", NOW);

  private static LongPollTokens tokens(String secret, String mount, Instant now) {
    return new LongPollTokens(
        secret.getBytes(StandardCharsets.UTF_8), mount, 60, InstantSource.fixed(now));
  }

  @Test
  void tokenNamesItsSession() {
    String text = tokens.sign(TOKEN);
    assertThat(tokens.verify(text)).isEqualTo(TOKEN);
    assertThat(text).matches("[A-Za-z0-9_-]{87}");
  }

  @Test
  void nodeWithTheSameSecretVerifiesIt() {
    assertThat(tokens("secret", "/socket", NOW).verify(tokens.sign(TOKEN))).isEqualTo(TOKEN);
  }

  @Test
  void tokensOfAnotherSecretOrMountAreRefused() {
    String text = tokens.sign(TOKEN);
    assertThat(tokens("Secret", "/socket", NOW).verify(text)).isNull();
    assertThat(tokens("secret", "/admin", NOW).verify(text)).isNull();
  }

  @Test
  void tokenExpires() {
    String text = tokens.sign(TOKEN);
    assertThat(tokens("secret", "/socket", NOW.plusSeconds(60)).verify(text)).isEqualTo(TOKEN);
    assertThat(tokens("secret", "/socket", NOW.plusSeconds(61)).verify(text)).isNull();
  }

  @Test
  void nodeWithASlowClockAcceptsIt() {
    String text = tokens.sign(TOKEN);
    assertThat(tokens("secret", "/socket", NOW.minusSeconds(5)).verify(text)).isEqualTo(TOKEN);
  }

  @Test
  void changedTokenIsRefused() {
    String text = tokens.sign(TOKEN);
    // The last character has unused bits.
    for (int i = 0; i < text.length() - 1; i++) {
      for (int j = 0; j < ALPHABET.length(); j++) {
        char other = ALPHABET.charAt(j);
        if (other != text.charAt(i)) {
          String forged = text.substring(0, i) + other + text.substring(i + 1);
          assertThat(tokens.verify(forged)).as(forged).isNull();
        }
      }
    }
  }

  @Test
  void truncatedOrExtendedTokenIsRefused() {
    String text = tokens.sign(TOKEN);
    for (int length = 0; length < text.length(); length++) {
      assertThat(tokens.verify(text.substring(0, length))).isNull();
    }
    assertThat(tokens.verify(text + "A")).isNull();
    assertThat(tokens.verify(text.substring(1) + "=")).isNull();
    assertThat(tokens.verify(null)).isNull();
  }

  @Provide
  Arbitrary<String> almost() {
    return Arbitraries.strings().withChars(ALPHABET + "=+/ \u20ac\u0000").ofLength(87);
  }

  @Property(tries = 500)
  void garbageIsRefused(@ForAll String garbage, @ForAll("almost") String almost) {
    assertThat(tokens.verify(garbage)).isNull();
    assertThat(tokens.verify(almost)).isNull();
  }
}

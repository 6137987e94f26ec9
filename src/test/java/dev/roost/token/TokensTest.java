package dev.roost.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.token.KeyDerivation.Digest;
import dev.roost.token.TokenCheck.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Validity, age and content of tokens. */
class TokensTest {
  private static final byte[] SECRET =
      "a secret for tests, of many bytes".getBytes(StandardCharsets.UTF_8);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private final Tokens tokens = tokens("user socket");

  /** Signed and encrypted tokens. */
  private enum Kind {
    SIGNED,
    ENCRYPTED;

    String make(Tokens tokens, Object data, MaxAge maxAge, Instant at) {
      return this == SIGNED ? tokens.sign(data, maxAge, at) : tokens.encrypt(data, maxAge, at);
    }

    String make(Tokens tokens, Object data) {
      return this == SIGNED ? tokens.sign(data) : tokens.encrypt(data);
    }

    TokenCheck check(Tokens tokens, String token) {
      return this == SIGNED ? tokens.verify(token) : tokens.decrypt(token);
    }

    TokenCheck check(Tokens tokens, String token, MaxAge maxAge) {
      return this == SIGNED ? tokens.verify(token, maxAge) : tokens.decrypt(token, maxAge);
    }

    Kind other() {
      return this == SIGNED ? ENCRYPTED : SIGNED;
    }
  }

  private record User(long id, String name) {}

  private Tokens tokens(String salt) {
    return new Tokens(SECRET, salt, KeyDerivation.DEFAULT, () -> now);
  }

  @ParameterizedTest
  @EnumSource
  void dataIsRestored(Kind kind) {
    byte[] bytes = {0, -1};

    assertThat(kind.check(tokens, kind.make(tokens, 7)).data().decode(Long.class)).isEqualTo(7);
    assertThat(kind.check(tokens, kind.make(tokens, new User(1, "Änn"))).data().decode(User.class))
        .isEqualTo(new User(1, "Änn"));
    assertThat(kind.check(tokens, kind.make(tokens, bytes)).data().binary()).isEqualTo(bytes);
    assertThat(kind.check(tokens, kind.make(tokens, null)).data().json().isNull()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void tokenIsValidForADayByDefault(Kind kind) {
    String token = kind.make(tokens, 7);

    now = START.plus(Duration.ofDays(1));
    assertThat(kind.check(tokens, token).isValid()).isTrue();
    now = now.plusMillis(1);
    assertThat(kind.check(tokens, token).outcome()).isEqualTo(Outcome.EXPIRED);
  }

  @ParameterizedTest
  @EnumSource
  void maxAgeIsSetOnCreationOrOnCheck(Kind kind) {
    MaxAge minute = MaxAge.of(Duration.ofMinutes(1));
    String brief = kind.make(tokens, 7, minute, START);
    String lasting = kind.make(tokens, 7, MaxAge.UNLIMITED, START);

    now = START.plus(Duration.ofDays(10_000));

    assertThat(kind.check(tokens, brief).outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(kind.check(tokens, brief, MaxAge.UNLIMITED).isValid()).isTrue();
    assertThat(kind.check(tokens, lasting).isValid()).isTrue();
    assertThat(kind.check(tokens, lasting, minute).outcome()).isEqualTo(Outcome.EXPIRED);
  }

  @ParameterizedTest
  @EnumSource
  void maxAgeOfZeroIsNeverValid(Kind kind) {
    String token = kind.make(tokens, 7);

    assertThat(kind.check(tokens, token, new MaxAge(0)).outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(kind.check(tokens, token, new MaxAge(-1)).outcome()).isEqualTo(Outcome.EXPIRED);
  }

  @ParameterizedTest
  @EnumSource
  void creationTimeMayBeSet(Kind kind) {
    String old = kind.make(tokens, 7, MaxAge.DEFAULT, START.minus(Duration.ofDays(2)));
    String coming = kind.make(tokens, 7, MaxAge.DEFAULT, START.plus(Duration.ofDays(2)));
    String farthest =
        kind.make(tokens, 7, new MaxAge(Long.MAX_VALUE - 1), Instant.ofEpochMilli(Long.MAX_VALUE));

    assertThat(kind.check(tokens, old).outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(kind.check(tokens, coming).isValid()).isTrue();
    assertThat(kind.check(tokens, farthest).isValid()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void malformedTokenIsInvalid(Kind kind) {
    assertThat(kind.check(tokens, null).outcome()).isEqualTo(Outcome.MISSING);
    for (String text :
        List.of("", "x", "not base64!", "ä", "A".repeat(42), "A".repeat(80), "=", "\u0000")) {
      assertThat(kind.check(tokens, text).outcome()).as(text).isEqualTo(Outcome.INVALID);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyChangedBitInvalidates(Kind kind) {
    byte[] token = Base64.getUrlDecoder().decode(kind.make(tokens, Map.of("id", 7)));
    for (int bit = 0; bit < token.length * 8; bit++) {
      byte[] changed = token.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);

      assertThat(kind.check(tokens, text).outcome()).isEqualTo(Outcome.INVALID);
    }
  }

  private Tokens like(int change, KeyDerivation keys) {
    byte[] secret = SECRET.clone();
    secret[0] = (byte) (secret[0] + change);
    return new Tokens(secret, "user socket", keys, () -> now);
  }

  @ParameterizedTest
  @EnumSource
  void tokenIsBoundToItsSaltSecretAndKeyDerivation(Kind kind) {
    String token = kind.make(tokens, 7);

    assertThat(kind.check(like(0, KeyDerivation.DEFAULT), token).isValid()).isTrue();
    assertThat(kind.other().check(tokens, token).outcome()).isEqualTo(Outcome.INVALID);
    for (Tokens other :
        List.of(
            tokens("other socket"),
            like(1, KeyDerivation.DEFAULT),
            like(0, new KeyDerivation(1_001, 32, Digest.SHA256)),
            like(0, new KeyDerivation(1_000, 32, Digest.SHA512)))) {
      assertThat(kind.check(other, token).outcome()).isEqualTo(Outcome.INVALID);
    }
  }

  @Test
  void derivedKeysHaveTheConfiguredLength() {
    Tokens longer =
        new Tokens(SECRET, "user socket", new KeyDerivation(1_000, 64, Digest.SHA256), () -> now);

    assertThat(longer.verify(tokens.sign(7)).outcome()).isEqualTo(Outcome.INVALID);
    assertThat(longer.decrypt(longer.encrypt(7)).isValid()).isTrue();
  }

  @Test
  void encryptedTokensHideTheirContent() {
    String token = tokens.encrypt("a name");

    assertThat(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.ISO_8859_1))
        .doesNotContain("name");
    assertThat(tokens.encrypt("a name")).isNotEqualTo(token);
  }

  @Test
  void invalidTokenHasNoData() {
    TokenCheck missing = tokens.verify(null);

    assertThatThrownBy(missing::data).isInstanceOf(NoSuchElementException.class);
    assertThat(missing).hasToString("MISSING");
    assertThat(tokens.verify(tokens.sign("secret"))).hasToString("VALID");
  }

  @Test
  void shortSecretIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Tokens.of("x".repeat(19), "salt"));
    Tokens shortest = Tokens.of("x".repeat(20), "salt");
    assertThat(shortest.verify(shortest.sign(1)).isValid()).isTrue();
  }

  @Test
  void weakKeyDerivationIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new KeyDerivation(0, 32, Digest.SHA256));
    assertThatIllegalArgumentException().isThrownBy(() -> new KeyDerivation(1, 15, Digest.SHA256));
  }
}

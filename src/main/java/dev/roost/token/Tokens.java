package dev.roost.token;

import dev.roost.serializer.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks the tokens of one purpose, which the salt names: tokens of another salt are
 * invalid here. Anyone with a signed token can read its data. Only holders of the secret can read
 * an encrypted one. Neither can be changed.
 *
 * <p>Keys are derived when an instance is made, which takes a millisecond or two, so keep it. Safe
 * for any thread.
 */
public final class Tokens {
  private static final int MIN_SECRET_BYTES = 20;

  private final Signer signer;
  private final Encrypter encrypter;
  private final InstantSource clock;

  Tokens(byte[] secret, String salt, KeyDerivation keys, InstantSource clock) {
    if (secret.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "secret of tokens: expected at least "
              + MIN_SECRET_BYTES
              + " bytes, found "
              + secret.length);
    }
    // Never the same key for two things.
    this.signer = new Signer(keys.derive(secret, "sign " + salt));
    this.encrypter =
        new Encrypter(keys.length(Encrypter.KEY_BYTES).derive(secret, "encrypt " + salt));
    this.clock = clock;
  }

  /**
   * Tokens with keys of the usual kind.
   *
   * @param secret something random of at least 20 bytes, the same on all nodes
   * @param salt what the tokens are for, such as {@code user socket}; no secret
   */
  public static Tokens of(String secret, String salt) {
    return of(secret.getBytes(StandardCharsets.UTF_8), salt, KeyDerivation.DEFAULT);
  }

  /** As {@link #of(String, String)}, with keys of any kind. */
  public static Tokens of(byte[] secret, String salt, KeyDerivation keys) {
    return new Tokens(secret, salt, Objects.requireNonNull(keys), InstantSource.system());
  }

  // -- Making

  /**
   * A signed token that is valid for a day, unless {@link #verify(String, MaxAge)} sets another
   * age.
   *
   * @param data see {@link Payload#of(Object)}
   */
  public String sign(@Nullable Object data) {
    return sign(data, MaxAge.DEFAULT);
  }

  /** A signed token that is valid for the given time, unless its verification sets another. */
  public String sign(@Nullable Object data, MaxAge maxAge) {
    return sign(data, maxAge, clock.instant());
  }

  /** As {@link #sign(Object, MaxAge)}, as if it had been made at another time. */
  public String sign(@Nullable Object data, MaxAge maxAge, Instant signedAt) {
    return text(signer.seal(content(data, maxAge, signedAt)));
  }

  /** As {@link #sign(Object)}, but only holders of the secret can read it. */
  public String encrypt(@Nullable Object data) {
    return encrypt(data, MaxAge.DEFAULT);
  }

  /** As {@link #sign(Object, MaxAge)}, but only holders of the secret can read it. */
  public String encrypt(@Nullable Object data, MaxAge maxAge) {
    return encrypt(data, maxAge, clock.instant());
  }

  /** As {@link #sign(Object, MaxAge, Instant)}, but only holders of the secret can read it. */
  public String encrypt(@Nullable Object data, MaxAge maxAge, Instant signedAt) {
    return text(encrypter.seal(content(data, maxAge, signedAt)));
  }

  private static byte[] content(@Nullable Object data, MaxAge maxAge, Instant signedAt) {
    return new TokenContent(signedAt.toEpochMilli(), maxAge, Payload.of(data)).toBytes();
  }

  private static String text(byte[] token) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  // -- Checking

  /**
   * Checks a token that was {@linkplain #sign signed}, for the age it was given then.
   *
   * @param token null if the client brought none
   */
  public TokenCheck verify(@Nullable String token) {
    return check(token, null, signer);
  }

  /** As {@link #verify(String)}, for another age. */
  public TokenCheck verify(@Nullable String token, MaxAge maxAge) {
    return check(token, maxAge, signer);
  }

  /** As {@link #verify(String)}, for a token that was {@linkplain #encrypt encrypted}. */
  public TokenCheck decrypt(@Nullable String token) {
    return check(token, null, encrypter);
  }

  /** As {@link #verify(String, MaxAge)}, for a token that was {@linkplain #encrypt encrypted}. */
  public TokenCheck decrypt(@Nullable String token, MaxAge maxAge) {
    return check(token, maxAge, encrypter);
  }

  private TokenCheck check(@Nullable String token, @Nullable MaxAge maxAge, Seal seal) {
    if (token == null) {
      return TokenCheck.MISSING;
    }
    byte[] content = opened(token, seal);
    if (content == null) {
      return TokenCheck.INVALID;
    }
    // Whatever the seal lets through was made here, so it can be read.
    TokenContent read = TokenContent.of(content);
    MaxAge allowed = maxAge == null ? read.maxAge() : maxAge;
    return allowed.isExceeded(read.signedAtMillis(), clock.instant())
        ? TokenCheck.EXPIRED
        : TokenCheck.valid(read.data());
  }

  private static byte @Nullable [] opened(String token, Seal seal) {
    try {
      return seal.open(Base64.getUrlDecoder().decode(token));
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}

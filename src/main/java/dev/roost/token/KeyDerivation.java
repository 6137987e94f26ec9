package dev.roost.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * How a key is made of secret and salt: by PBKDF2 with HMAC.
 *
 * @param iterations more make it slower to guess a secret, which matters little if it is random
 * @param length of keys to sign with, in bytes; keys to encrypt with have 32
 * @param digest the hash within
 */
public record KeyDerivation(int iterations, int length, Digest digest) {
  /** 1,000 iterations, 32 bytes, SHA-256, as in Phoenix. */
  public static final KeyDerivation DEFAULT = new KeyDerivation(1_000, 32, Digest.SHA256);

  private static final int MIN_LENGTH = 16;
  private static final int MAX_LENGTH = 1_024;

  /** The hash functions there are. */
  public enum Digest {
    /** SHA-256. */
    SHA256,
    /** SHA-384. */
    SHA384,
    /** SHA-512. */
    SHA512
  }

  /** Of one iteration at least, and of 16 to 1,024 bytes. */
  public KeyDerivation {
    if (iterations < 1 || length < MIN_LENGTH || length > MAX_LENGTH) {
      throw new IllegalArgumentException("a key has an iteration or more, and 16 to 1,024 bytes");
    }
  }

  KeyDerivation length(int bytes) {
    return new KeyDerivation(iterations, bytes, digest);
  }

  byte[] derive(byte[] secret, String salt) {
    // The algorithm wants characters: those of Latin-1 stand for the bytes one by one.
    char[] password = new String(secret, StandardCharsets.ISO_8859_1).toCharArray();
    PBEKeySpec spec =
        new PBEKeySpec(
            password, salt.getBytes(StandardCharsets.UTF_8), iterations, length * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest)
          .generateSecret(spec)
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2", e);
    } finally {
      spec.clearPassword();
      Arrays.fill(password, '\0');
    }
  }
}

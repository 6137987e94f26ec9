package dev.roost.rooms.signin;

import dev.roost.rooms.signin.ClientAddress.Prefix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * HMAC with SHA-256, of which 128 bits are kept: a key of fixed size for a text of any size.
 * Without the secret, texts with equal hashes cannot be made. Safe for any thread.
 */
final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SECRET_BYTES = 32;

  private final SecretKeySpec secret;

  /** 128 bits. */
  record Hash(long high, long low) {
    /** 32 hexadecimal digits. */
    String text() {
      return String.format("%016x%016x", high, low);
    }
  }

  private KeyedHash(byte[] secret) {
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  /** With a random secret, for hashes that do not outlive the process. */
  static KeyedHash ofThisProcess() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new KeyedHash(secret);
  }

  /** With a secret that is derived from another, and does not reveal it. */
  static KeyedHash derivedFrom(String secret, String purpose) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return new KeyedHash(
        mac(new SecretKeySpec(bytes, ALGORITHM), purpose.getBytes(StandardCharsets.UTF_8)));
  }

  Hash of(String text) {
    return of(text, null);
  }

  /** The hash of a text and a client's address or network together. */
  Hash of(String text, @Nullable Prefix prefix) {
    byte[] characters = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer message = ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES + characters.length);
    if (prefix != null) {
      message.putInt(prefix.version()).putInt(prefix.length()).putLong(prefix.bits());
    }
    message.put(2 * Integer.BYTES + Long.BYTES, characters);
    ByteBuffer hash = ByteBuffer.wrap(mac(secret, message.array()));
    return new Hash(hash.getLong(), hash.getLong());
  }

  private static byte[] mac(SecretKeySpec secret, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}

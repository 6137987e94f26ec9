package dev.roost.token;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The content, and its HMAC-SHA256 behind it. */
final class Signer implements Seal {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_BYTES = 32;

  private final SecretKeySpec key;

  Signer(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  @Override
  public byte[] seal(byte[] content) {
    byte[] sealed = Arrays.copyOf(content, content.length + MAC_BYTES);
    System.arraycopy(mac(content), 0, sealed, content.length, MAC_BYTES);
    return sealed;
  }

  @Override
  public byte @Nullable [] open(byte[] sealed) {
    int length = sealed.length - MAC_BYTES;
    if (length < 0) {
      return null;
    }
    byte[] content = Arrays.copyOf(sealed, length);
    byte[] signature = Arrays.copyOfRange(sealed, length, sealed.length);
    // Compares in a time that tells nothing.
    return MessageDigest.isEqual(signature, mac(content)) ? content : null;
  }

  private byte[] mac(byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}

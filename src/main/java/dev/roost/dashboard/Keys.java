package dev.roost.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The keys that let viewers in. Digests are compared, in a time that does not tell how much of a
 * key is right. Immutable.
 */
final class Keys {
  private final List<String> digests;

  Keys(List<String> keys) {
    digests = keys.stream().map(Keys::digest).toList();
  }

  static String digest(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Whether this is the digest of a key. */
  boolean contain(String digest) {
    byte[] given = digest.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (String known : digests) {
      found |= MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), given);
    }
    return found;
  }
}

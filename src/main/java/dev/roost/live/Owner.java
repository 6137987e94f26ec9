package dev.roost.live;

import dev.roost.channel.CsrfCheck;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Binds the tokens of a page to the session of its visitor, by a digest of the session's secret. So
 * a stolen token is useless for another user.
 */
final class Owner {
  private static final int BYTES = 12;

  private Owner() {}

  /** The mark of the visitor with this session. */
  static String of(Map<String, Object> session) {
    return session.get(CsrfCheck.PARAM) instanceof String secret ? digest(secret) : "";
  }

  private static String digest(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

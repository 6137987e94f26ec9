package dev.roost.internal.transport;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs the tokens that name a client's session: the content and its HMAC-SHA256, in URL-safe
 * base64. Safe for any thread.
 */
final class LongPollTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_BYTES = 32;
  private static final byte VERSION = 1;
  private static final int CONTENT_BYTES = 1 + 4 * Long.BYTES;

  private final SecretKeySpec key;
  private final long maxAgeSeconds;
  private final InstantSource clock;

  /**
   * Which session a client has.
   *
   * @param node the node that has it
   * @param session its id there
   */
  record Token(long node, UUID session) {}

  /**
   * Tokens for one mount.
   *
   * @param secret shared by all nodes
   * @param mount tokens of other mounts are of no use here
   */
  LongPollTokens(byte[] secret, String mount, long maxAgeSeconds, InstantSource clock) {
    this.key =
        new SecretKeySpec(
            mac(
                new SecretKeySpec(secret, ALGORITHM),
                ("roost long-poll " + mount).getBytes(StandardCharsets.UTF_8)),
            ALGORITHM);
    this.maxAgeSeconds = maxAgeSeconds;
    this.clock = clock;
  }

  String sign(Token token) {
    byte[] content =
        ByteBuffer.allocate(CONTENT_BYTES)
            .put(VERSION)
            .putLong(clock.instant().getEpochSecond())
            .putLong(token.node)
            .putLong(token.session.getMostSignificantBits())
            .putLong(token.session.getLeastSignificantBits())
            .array();
    byte[] signed =
        ByteBuffer.allocate(CONTENT_BYTES + MAC_BYTES).put(content).put(mac(key, content)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /** The content of a token, or null if the signature is wrong or the token has expired. */
  @Nullable Token verify(@Nullable String text) {
    if (text == null || text.length() != (CONTENT_BYTES + MAC_BYTES) * 4 / 3 + 1) {
      return null;
    }
    byte[] content = new byte[CONTENT_BYTES];
    byte[] signature = new byte[MAC_BYTES];
    try {
      ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)).get(content).get(signature);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return null;
    }
    // Compares in a time that tells nothing.
    if (!MessageDigest.isEqual(signature, mac(key, content))) {
      return null;
    }
    ByteBuffer read = ByteBuffer.wrap(content);
    if (read.get() != VERSION
        || clock.instant().getEpochSecond() - read.getLong() > maxAgeSeconds) {
      return null;
    }
    return new Token(read.getLong(), new UUID(read.getLong(), read.getLong()));
  }

  private static byte[] mac(SecretKeySpec key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}

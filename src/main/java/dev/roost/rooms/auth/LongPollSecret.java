package dev.roost.rooms.auth;

import dev.roost.rooms.config.JwtSettings;
import dev.roost.rooms.config.LongPollSettings;
import dev.roost.rooms.config.Setting;
import dev.roost.rooms.config.SettingsException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that signs the tokens of long-poll sessions: the configured one, or one derived from
 * the secret of the JWTs, so that servers that share the latter share both. Neither reveals the
 * other.
 */
public final class LongPollSecret {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "roost long-poll sessions";

  private LongPollSecret() {}

  /**
   * The secret; nothing for a server on its own, which may make one up. Blocks.
   *
   * @param clustered whether other servers must have the same
   * @throws SettingsException if there is none, and there must be one
   */
  public static Optional<String> find(
      LongPollSettings longPoll, JwtSettings jwt, boolean clustered) {
    Optional<String> found =
        longPoll.secret().or(() -> ConfiguredKeys.secret(jwt).map(LongPollSecret::derive));
    if (found.isEmpty() && clustered) {
      throw new SettingsException(
          Setting.LONG_POLL_SECRET,
          "the servers of a cluster need one where tokens are signed elsewhere; or set"
              + " long-poll.enabled to false");
    }
    return found;
  }

  /** The secret that is derived from that of the JWTs. */
  public static String derive(String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}

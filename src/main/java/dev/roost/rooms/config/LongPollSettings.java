package dev.roost.rooms.config;

import java.util.Optional;

/**
 * How clients poll.
 *
 * @param secret what their sessions' tokens are signed by, unless by something made of the secret
 *     of {@link JwtSettings}
 * @param windowSeconds how long a poll waits for messages
 * @param maxSessions how many clients may poll
 * @param maxSessionsPerAddress how many of them may come from one address
 * @param maxGuestSessions how many of them may be guests
 * @param maxBatch how many messages one request may bring
 * @param maxBodyBytes how much one request may have
 * @param maxOutboundBytes how much may wait for one client to poll
 * @param maxOutboundMessages how many messages may
 */
public record LongPollSettings(
    Optional<String> secret,
    int windowSeconds,
    int maxSessions,
    int maxSessionsPerAddress,
    int maxGuestSessions,
    int maxBatch,
    int maxBodyBytes,
    int maxOutboundBytes,
    int maxOutboundMessages) {

  /** Without the secret, for settings may end up in a log. */
  @Override
  public String toString() {
    return "LongPollSettings[…]";
  }
}

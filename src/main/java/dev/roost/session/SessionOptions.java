package dev.roost.session;

/**
 * The limits of one connection.
 *
 * @param maxChannels how many topics it may have joined or be joining at a time, Phoenix's {@code
 *     max_channels_per_transport}
 * @param maxQueuedMessages how many messages may wait for one of its channels, while that is
 *     joining or held; beyond, the channel crashes
 */
public record SessionOptions(int maxChannels, int maxQueuedMessages) {
  /** 100 channels, as in Phoenix, and 1,000 messages. */
  public static final SessionOptions DEFAULT = new SessionOptions(100, 1_000);

  /** Both limits must be positive. */
  public SessionOptions {
    if (maxChannels < 1 || maxQueuedMessages < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}

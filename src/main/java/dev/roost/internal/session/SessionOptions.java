package dev.roost.internal.session;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one connection.
 *
 * @param maxChannels how many topics it may have joined or be joining at a time, Phoenix's {@code
 *     max_channels_per_transport}
 * @param maxQueuedMessages how many messages may wait for one of its channels, while that is
 *     joining or held; beyond, the channel crashes
 * @param maxQueuedBytes how many bytes those may have before one more crashes the channel
 * @param fields how long topics, events and refs may be
 * @param joinRate how often it may join, or null for any number
 * @param messageRate how many messages of any kind it may send, or null for any number
 */
public record SessionOptions(
    int maxChannels,
    int maxQueuedMessages,
    int maxQueuedBytes,
    FieldLimits fields,
    @Nullable Rate joinRate,
    @Nullable Rate messageRate) {
  private static final int QUEUED_BYTES = 16 << 20;

  /** 100 channels, as in Phoenix; 1,000 messages and 16 MiB waiting; any rate. */
  public static final SessionOptions DEFAULT = new SessionOptions(100, 1_000);

  /** All limits must be positive. */
  public SessionOptions {
    if (maxChannels < 1 || maxQueuedMessages < 1 || maxQueuedBytes < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
    Objects.requireNonNull(fields);
  }

  /** These two limits, and the defaults of the others. */
  public SessionOptions(int maxChannels, int maxQueuedMessages) {
    this(maxChannels, maxQueuedMessages, QUEUED_BYTES, FieldLimits.DEFAULT, null, null);
  }

  /** The same with another {@link #maxChannels}. */
  public SessionOptions withMaxChannels(int channels) {
    return new SessionOptions(
        channels, maxQueuedMessages, maxQueuedBytes, fields, joinRate, messageRate);
  }

  /** The same with another {@link #maxQueuedMessages}. */
  public SessionOptions withMaxQueuedMessages(int messages) {
    return new SessionOptions(maxChannels, messages, maxQueuedBytes, fields, joinRate, messageRate);
  }

  /** The same with another {@link #maxQueuedBytes}. */
  public SessionOptions withMaxQueuedBytes(int bytes) {
    return new SessionOptions(maxChannels, maxQueuedMessages, bytes, fields, joinRate, messageRate);
  }

  /** The same with other {@link #fields}. */
  public SessionOptions withFields(FieldLimits limits) {
    return new SessionOptions(
        maxChannels, maxQueuedMessages, maxQueuedBytes, limits, joinRate, messageRate);
  }

  /** The same with another {@link #joinRate}. */
  public SessionOptions withJoinRate(@Nullable Rate rate) {
    return new SessionOptions(
        maxChannels, maxQueuedMessages, maxQueuedBytes, fields, rate, messageRate);
  }

  /** The same with another {@link #messageRate}. */
  public SessionOptions withMessageRate(@Nullable Rate rate) {
    return new SessionOptions(
        maxChannels, maxQueuedMessages, maxQueuedBytes, fields, joinRate, rate);
  }
}

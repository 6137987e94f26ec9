package dev.roost;

import dev.roost.internal.options.Require;
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
 * @param maxSubscriptions how many other topics one of its channels may subscribe to or forward
 * @param fields how long topics, events and refs may be
 * @param joinRate how often it may join, or null for any number
 * @param messageRate how many messages of any kind it may send, or null for any number
 */
public record SocketLimits(
    int maxChannels,
    int maxQueuedMessages,
    int maxQueuedBytes,
    int maxSubscriptions,
    FieldLimits fields,
    @Nullable Rate joinRate,
    @Nullable Rate messageRate) {
  private static final int QUEUED_BYTES = 16 << 20;
  private static final int SUBSCRIPTIONS = 1_000;

  /**
   * 100 channels, as in Phoenix; 1,000 messages and 16 MiB waiting; 1,000 subscriptions; any rate.
   */
  public static final SocketLimits DEFAULT = new SocketLimits(100, 1_000);

  /** All limits must be positive. */
  public SocketLimits {
    Require.positive("maxChannels", maxChannels);
    Require.positive("maxQueuedMessages", maxQueuedMessages);
    Require.positive("maxQueuedBytes", maxQueuedBytes);
    Require.positive("maxSubscriptions", maxSubscriptions);
    Objects.requireNonNull(fields);
  }

  /** These two limits, and the defaults of the others. */
  public SocketLimits(int maxChannels, int maxQueuedMessages) {
    this(
        maxChannels,
        maxQueuedMessages,
        QUEUED_BYTES,
        SUBSCRIPTIONS,
        FieldLimits.DEFAULT,
        null,
        null);
  }

  /** The same with another {@link #maxChannels}. */
  public SocketLimits withMaxChannels(int channels) {
    return new SocketLimits(
        channels,
        maxQueuedMessages,
        maxQueuedBytes,
        maxSubscriptions,
        fields,
        joinRate,
        messageRate);
  }

  /** The same with another {@link #maxQueuedMessages}. */
  public SocketLimits withMaxQueuedMessages(int messages) {
    return new SocketLimits(
        maxChannels, messages, maxQueuedBytes, maxSubscriptions, fields, joinRate, messageRate);
  }

  /** The same with another {@link #maxQueuedBytes}. */
  public SocketLimits withMaxQueuedBytes(int bytes) {
    return new SocketLimits(
        maxChannels, maxQueuedMessages, bytes, maxSubscriptions, fields, joinRate, messageRate);
  }

  /** The same with another {@link #maxSubscriptions}. */
  public SocketLimits withMaxSubscriptions(int subscriptions) {
    return new SocketLimits(
        maxChannels,
        maxQueuedMessages,
        maxQueuedBytes,
        subscriptions,
        fields,
        joinRate,
        messageRate);
  }

  /** The same with other {@link #fields}. */
  public SocketLimits withFields(FieldLimits limits) {
    return new SocketLimits(
        maxChannels,
        maxQueuedMessages,
        maxQueuedBytes,
        maxSubscriptions,
        limits,
        joinRate,
        messageRate);
  }

  /** The same with another {@link #joinRate}. */
  public SocketLimits withJoinRate(@Nullable Rate rate) {
    return new SocketLimits(
        maxChannels,
        maxQueuedMessages,
        maxQueuedBytes,
        maxSubscriptions,
        fields,
        rate,
        messageRate);
  }

  /** The same with another {@link #messageRate}. */
  public SocketLimits withMessageRate(@Nullable Rate rate) {
    return new SocketLimits(
        maxChannels, maxQueuedMessages, maxQueuedBytes, maxSubscriptions, fields, joinRate, rate);
  }
}

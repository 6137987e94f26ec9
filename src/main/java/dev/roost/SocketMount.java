package dev.roost;

import dev.roost.channel.Channel;
import dev.roost.channel.ErrorHandler;
import dev.roost.channel.TopicPattern;
import dev.roost.presence.Presence;
import dev.roost.pubsub.History;
import dev.roost.serializer.Serializers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A socket being described: who may connect, which channels it has, how it is reached. Given to the
 * function that is passed to {@link Endpoint#socket}; not to be kept.
 */
public final class SocketMount extends Mount<SocketMount> {
  private final List<Route> routes = new ArrayList<>();
  private @Nullable Presence presence;
  private Serializers serializers = Serializers.phoenix();
  private SocketLimits limits = SocketLimits.DEFAULT;
  private ErrorHandler errors = ErrorHandler.NONE;
  private @Nullable LongPollOptions longPoll;

  /** Describes a socket at a path. {@link Endpoint} makes one, and hands it to be filled in. */
  public SocketMount(String path) {
    super(path);
  }

  @Override
  SocketMount self() {
    return this;
  }

  /**
   * Adds a channel. Of several whose patterns match a topic, the one added first serves it.
   *
   * @param pattern a topic such as {@code lobby}, or a prefix such as {@code room:*}
   * @param factory makes a new channel for each join
   * @throws IllegalArgumentException if a pattern that was added before covers all of its topics
   */
  public SocketMount channel(String pattern, Supplier<? extends Channel> factory) {
    return channel(pattern, factory, new ChannelOptions());
  }

  /**
   * Adds a channel.
   *
   * @param pattern as for {@link #channel(String, Supplier)}
   * @param factory as for {@link #channel(String, Supplier)}
   * @param how read at once
   * @throws IllegalArgumentException if its topics are to have a history without a subscription,
   *     and as for {@link #channel(String, Supplier)}
   */
  public SocketMount channel(
      String pattern, Supplier<? extends Channel> factory, ChannelOptions how) {
    if (how.history() != null && !how.subscribe()) {
      throw new IllegalArgumentException(
          "the channel " + pattern + " has a history and no subscription");
    }
    TopicPattern topics = TopicPattern.of(pattern);
    for (Route before : routes) {
      if (before.pattern.covers(topics)) {
        throw new IllegalArgumentException(
            "the channel " + pattern + " is never reached: " + before.pattern + " comes before it");
      }
    }
    routes.add(new Route(topics, Objects.requireNonNull(factory), how.history(), how.subscribe()));
    return this;
  }

  /**
   * Adds a channel whose topics have a history: their broadcasts carry an id, {@link History#ID},
   * and a client that joins with {@code {"since": id}} gets what came after it before all else. A
   * client that may join may request all entries of the history.
   *
   * @param pattern as for {@link #channel(String, Supplier)}
   * @param factory as for {@link #channel(String, Supplier)}
   * @param history how much is kept of each topic
   */
  public SocketMount channel(String pattern, Supplier<? extends Channel> factory, History history) {
    return channel(pattern, factory, new ChannelOptions().history(history));
  }

  /** The presence that channels reach by {@link Channel#presence}; none by default. */
  public SocketMount presence(Presence shared) {
    presence = Objects.requireNonNull(shared);
    return this;
  }

  /** The protocol versions; Phoenix's two by default. */
  public SocketMount serializers(Serializers versions) {
    serializers = Objects.requireNonNull(versions);
    return this;
  }

  /** All limits of a connection at once; {@link SocketLimits#DEFAULT} by default. */
  public SocketMount limits(SocketLimits all) {
    limits = Objects.requireNonNull(all);
    return this;
  }

  /** How many topics one connection may join, Phoenix's {@code max_channels_per_transport}; 100. */
  public SocketMount maxChannelsPerTransport(int channels) {
    limits = limits.withMaxChannels(channels);
    return this;
  }

  /** How many messages may wait for one channel; 1,000. */
  public SocketMount maxQueuedMessages(int messages) {
    limits = limits.withMaxQueuedMessages(messages);
    return this;
  }

  /** How many bytes may wait for one channel before one message more crashes it; 16 MiB. */
  public SocketMount maxQueuedBytes(int bytes) {
    limits = limits.withMaxQueuedBytes(bytes);
    return this;
  }

  /**
   * How many other topics one channel may {@linkplain Channel#subscribe subscribe to} or
   * {@linkplain Channel#forward forward}; 1,000. One more throws {@link
   * dev.roost.channel.TooManySubscriptionsException} in the channel.
   */
  public SocketMount maxSubscriptionsPerChannel(int subscriptions) {
    limits = limits.withMaxSubscriptions(subscriptions);
    return this;
  }

  /**
   * How long topics, events and refs may be; 1,024, 256 and 255 characters. A message with a longer
   * one closes the connection, as one that cannot be decoded.
   */
  public SocketMount fieldLimits(FieldLimits fields) {
    limits = limits.withFields(fields);
    return this;
  }

  /**
   * How often one connection may join; any number by default. Beyond, joins are refused with {@code
   * {"reason": "too many joins"}}. phoenix.js tries again later, and joins all of its channels at
   * once when it reconnects: the burst should be their number at least.
   */
  public SocketMount joinRate(Rate rate) {
    limits = limits.withJoinRate(rate);
    return this;
  }

  /**
   * How many messages one connection may send, joins and heartbeats included; any number by
   * default. Beyond, messages are not handled but answered with the error {@code {"reason": "too
   * many messages"}}. They count too: a client that goes on until it owes a whole burst is closed
   * with 1013.
   */
  public SocketMount messageRate(Rate rate) {
    limits = limits.withMessageRate(rate);
    return this;
  }

  /** Turns exceptions of this socket's channels into replies; see {@link ErrorHandler}. */
  public SocketMount onError(ErrorHandler handler) {
    errors = Objects.requireNonNull(handler);
    return this;
  }

  /**
   * Serves long-polling too, for clients that cannot use WebSockets; it is off otherwise, as in
   * Phoenix. In a cluster a request may arrive at any node.
   */
  public SocketMount longPoll(Consumer<LongPollOptions> change) {
    if (longPoll == null) {
      longPoll = new LongPollOptions();
    }
    change.accept(longPoll);
    return this;
  }

  /**
   * Topics and what serves them.
   *
   * @param pattern the topics
   * @param factory makes a channel for each join
   * @param history how much is kept of each topic, or null for nothing
   * @param subscribed whether the channels subscribe to their topics
   */
  public record Route(
      TopicPattern pattern,
      Supplier<? extends Channel> factory,
      @Nullable History history,
      boolean subscribed) {}

  /** The channels that were added, in order. */
  public List<Route> channels() {
    return List.copyOf(routes);
  }

  /** See {@link #presence(Presence)}; null if there is none. */
  public @Nullable Presence presence() {
    return presence;
  }

  /** See {@link #serializers(Serializers)}. */
  public Serializers serializers() {
    return serializers;
  }

  /** See {@link #limits(SocketLimits)}. */
  public SocketLimits limits() {
    return limits;
  }

  /** See {@link #onError(ErrorHandler)}. */
  public ErrorHandler onError() {
    return errors;
  }

  /** See {@link #longPoll(Consumer)}; null if it is off. */
  public @Nullable LongPollOptions longPoll() {
    return longPoll;
  }
}

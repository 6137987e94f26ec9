package dev.roost.presence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.channel.Channel;
import dev.roost.channel.ChannelPresence;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/**
 * Tracks who is at a topic, Phoenix's {@code Phoenix.Presence}.
 *
 * <p>A presence belongs to a channel and ends with it, however that ends. Its subscribers receive
 * {@code presence_diff}; the channel pushes the state so far:
 *
 * <pre>{@code
 * @Override public void joined() {
 *   presence.track(this, user.id(), new Meta("online"));
 *   push("presence_state", presence.list(topic()).payload());
 * }
 * }</pre>
 *
 * <p>Either order of the two is right. All methods may be called from any thread; calls of one
 * thread for one channel keep their order.
 */
public interface Presence {

  /** This presence for one channel at its own topic. */
  ChannelPresence of(Channel channel);

  // -- Tracking

  /** {@link #track(Channel, String, Object, Object)} at the channel's own topic. */
  Future<String> track(Channel channel, Object key, Object meta);

  /**
   * Makes a key present at a topic for as long as the channel lives.
   *
   * @param key who; its string is what clients see
   * @param meta the metadata of this presence of the key, a JSON object, see {@link
   *     Payload#of(Object)}
   * @return the ref, once {@link #list} shows the presence; fails with {@link
   *     IllegalStateException} if this channel tracks the key at this topic already, or tracks too
   *     many
   * @throws IllegalArgumentException if the meta is no JSON object
   */
  Future<String> track(Channel channel, String topic, Object key, Object meta);

  /** {@link #untrack(Channel, String, Object)} at the channel's own topic. */
  Future<Void> untrack(Channel channel, Object key);

  /** Ends a presence; does nothing if there is none. */
  Future<Void> untrack(Channel channel, String topic, Object key);

  /** Ends all presences of a channel, as its end does. */
  Future<Void> untrack(Channel channel);

  /** {@link #update(Channel, String, Object, Object)} at the channel's own topic. */
  Future<String> update(Channel channel, Object key, Object meta);

  /**
   * Gives a presence another meta. Clients receive the leave of the old and the join of the new, in
   * one diff.
   *
   * @return the new ref, once {@link #list} shows it; fails with {@link IllegalStateException} if
   *     the channel does not track the key at this topic
   * @throws IllegalArgumentException if the meta is no JSON object
   */
  Future<String> update(Channel channel, String topic, Object key, Object meta);

  /** As {@link #update(Channel, String, Object, Object)}, the meta made from the one before. */
  Future<String> update(Channel channel, String topic, Object key, Function<ObjectNode, ?> meta);

  /** {@link #trackOrUpdate(Channel, String, Object, Object)} at the channel's own topic. */
  Future<String> trackOrUpdate(Channel channel, Object key, Object meta);

  /**
   * {@linkplain #track Tracks} a key, or {@linkplain #update updates} it if the channel tracks it
   * at this topic already.
   *
   * @return the ref, once {@link #list} shows the presence; fails with {@link
   *     IllegalStateException} if the channel tracks too many
   * @throws IllegalArgumentException if the meta is no JSON object
   */
  Future<String> trackOrUpdate(Channel channel, String topic, Object key, Object meta);

  /**
   * Counts a channel at its topic for as long as it lives, without a key or a meta: for rooms that
   * show only a number. Clients are not notified; see {@link #count}.
   */
  void enter(Channel channel);

  // -- Reading

  /** The presences of a topic. From any thread, without waiting. */
  Presences list(String topic);

  /** As {@link #list}, enriched by the {@linkplain PresenceOptions#fetch fetcher}. */
  Future<Payload> fetchList(String topic);

  /** The metas of one key at a topic; empty if it is not there. */
  List<Payload> getByKey(String topic, Object key);

  /**
   * How many are at a topic: keys that are tracked, and channels that have {@linkplain #enter
   * entered}. Those of other nodes are counted a tenth of a second late.
   */
  int count(String topic);

  /** The number of topics with presences. */
  int topics();

  /**
   * The topics that begin with a prefix and have somebody there who is tracked, on any node: for
   * lists of the rooms that are in use. Looks at every topic with presences, so call it seldom.
   *
   * @param limit how many to give at most
   * @return in no order
   */
  List<String> topics(String prefix, int limit);
}

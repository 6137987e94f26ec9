package dev.roost.channel;

import dev.roost.serializer.Payload;
import io.vertx.core.Future;

/**
 * Presence for one channel at its own topic, see {@link Channel#presence}. For other topics, and
 * for reading without a channel, use {@code dev.roost.presence.Presence}. All methods may be called
 * from any thread; calls of one thread keep their order.
 */
public interface ChannelPresence {

  /**
   * Makes a key present for as long as the channel lives.
   *
   * @param key its string is what clients see
   * @param meta a JSON object, see {@link Payload#of(Object)}
   * @return the ref, once {@link #list} shows the presence; fails with {@link
   *     IllegalStateException} if this channel tracks the key already, or tracks too many
   * @throws IllegalArgumentException if the meta is no JSON object
   */
  Future<String> track(Object key, Object meta);

  /**
   * Gives a presence another meta.
   *
   * @return the new ref, once {@link #list} shows it; fails with {@link IllegalStateException} if
   *     the channel does not track the key
   * @throws IllegalArgumentException if the meta is no JSON object
   */
  Future<String> update(Object key, Object meta);

  /** {@link #track}, or {@link #update} if the channel tracks the key already. */
  Future<String> trackOrUpdate(Object key, Object meta);

  /** Ends a presence; does nothing if there is none. */
  Future<Void> untrack(Object key);

  /** Counts the channel without a key or a meta, see {@code Presence.enter}. */
  void enter();

  /** All presences of the topic, as {@code presence_state} carries them. */
  Payload list();

  /** How many keys are present, and channels that have {@linkplain #enter entered}. */
  int count();
}

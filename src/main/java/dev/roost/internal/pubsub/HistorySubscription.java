package dev.roost.internal.pubsub;

import org.jspecify.annotations.Nullable;

/**
 * A subscriber's place at a topic with a history. To be used on the subscription's event loop.
 *
 * <p>Broadcasts that began before there was a history are not delivered to it, so that whatever is
 * delivered and not exempt from the history has an id.
 */
public interface HistorySubscription extends Subscription {

  /**
   * The id of the last broadcast before this subscription: all behind it are delivered. Null if the
   * topic got no history, as too many others have one; then it is a subscription like any other.
   */
  @Nullable String position();

  /**
   * The broadcasts after the one with this id, up to the {@linkplain #position position}.
   *
   * @param id whatever a client says it is
   */
  Missed since(String id);
}

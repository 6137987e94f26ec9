package dev.roost.pubsub;

import dev.roost.wire.Broadcast;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

/** Topics and their subscribers, Phoenix's {@code Phoenix.PubSub}. */
public interface PubSub {

  /**
   * Subscribes. The same subscriber may do so several times, and then gets each broadcast as often.
   *
   * @param loop the event loop on which the subscriber is called; to be called on that loop
   */
  Subscription subscribe(EventExecutor loop, String topic, Subscriber subscriber);

  /**
   * Sends to all subscribers of the broadcast's topic, on all nodes. From any thread.
   *
   * @param sender a subscriber that is left out, or null for none
   */
  void broadcast(Broadcast broadcast, @Nullable Subscriber sender);

  /**
   * Sends to the subscribers on this node only. From any thread.
   *
   * @param sender a subscriber that is left out, or null for none
   */
  void localBroadcast(Broadcast broadcast, @Nullable Subscriber sender);
}

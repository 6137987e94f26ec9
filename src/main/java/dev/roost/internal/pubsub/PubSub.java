package dev.roost.internal.pubsub;

import dev.roost.metrics.HistorySnapshot;
import dev.roost.metrics.Listing;
import dev.roost.metrics.TopicInfo;
import dev.roost.pubsub.History;
import dev.roost.serializer.Broadcast;
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
   * Subscribes to a topic whose broadcasts are kept from now on, and delivers those as they are
   * kept: in one order for all such subscribers of the node, each with its id.
   *
   * @param loop as for {@link #subscribe(EventExecutor, String, Subscriber)}
   * @param history how much is kept; while the topic has a history already, that one's limits hold
   */
  HistorySubscription subscribe(
      EventExecutor loop, String topic, Subscriber subscriber, History history);

  /** The metrics of this node's histories. From any thread. */
  HistorySnapshot histories();

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

  /**
   * Topics that this node has subscribers of, the largest first. From any thread; takes time where
   * there are many.
   *
   * @param text what a topic contains; empty for all topics
   * @param max how many at most
   */
  Listing<TopicInfo> findTopics(String text, int max);

  /** How many topics this node has subscribers of. From any thread. */
  int topics();

  /** Removes the histories, once the endpoint has ended. */
  void close();
}

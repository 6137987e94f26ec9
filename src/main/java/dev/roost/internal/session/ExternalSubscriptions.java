package dev.roost.internal.session;

import dev.roost.channel.TooManySubscriptionsException;
import dev.roost.internal.pubsub.PubSub;
import dev.roost.internal.pubsub.Subscriber;
import dev.roost.internal.pubsub.Subscription;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The other topics that a channel subscribes to or forwards. As in Phoenix, subscribing twice
 * delivers twice, and cancelling ends both.
 */
final class ExternalSubscriptions {
  private final PubSub pubSub;
  private final EventExecutor loop;
  private final int max;
  private final Map<String, List<Subscription>> byTopic = new HashMap<>();
  private int size;

  /**
   * @param max how many there may be at a time
   */
  ExternalSubscriptions(PubSub pubSub, EventExecutor loop, int max) {
    this.pubSub = pubSub;
    this.loop = loop;
    this.max = max;
  }

  boolean isFull() {
    return size >= max;
  }

  /**
   * Subscribes.
   *
   * @throws TooManySubscriptionsException if there are as many as there may be
   */
  void subscribe(String topic, Subscriber subscriber) {
    if (isFull()) {
      throw new TooManySubscriptionsException(max);
    }
    byTopic
        .computeIfAbsent(topic, t -> new ArrayList<>(1))
        .add(pubSub.subscribe(loop, topic, subscriber));
    size++;
  }

  void cancel(String topic) {
    List<Subscription> subscriptions = byTopic.remove(topic);
    if (subscriptions != null) {
      size -= subscriptions.size();
      subscriptions.forEach(Subscription::cancel);
    }
  }

  void cancelAll() {
    byTopic.values().forEach(subscriptions -> subscriptions.forEach(Subscription::cancel));
    byTopic.clear();
    size = 0;
  }
}

package dev.roost.internal.session;

import dev.roost.internal.pubsub.PubSub;
import dev.roost.internal.pubsub.Subscriber;
import dev.roost.internal.pubsub.Subscription;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The topics besides its own that a channel listens to. As in Phoenix, subscribing twice delivers
 * twice, and cancelling ends both.
 */
final class ExternalSubscriptions {
  private final PubSub pubSub;
  private final EventExecutor loop;
  private final Subscriber subscriber;
  private final Map<String, List<Subscription>> byTopic = new HashMap<>();

  ExternalSubscriptions(PubSub pubSub, EventExecutor loop, Subscriber subscriber) {
    this.pubSub = pubSub;
    this.loop = loop;
    this.subscriber = subscriber;
  }

  void subscribe(String topic) {
    byTopic
        .computeIfAbsent(topic, t -> new ArrayList<>(1))
        .add(pubSub.subscribe(loop, topic, subscriber));
  }

  void cancel(String topic) {
    List<Subscription> subscriptions = byTopic.remove(topic);
    if (subscriptions != null) {
      subscriptions.forEach(Subscription::cancel);
    }
  }

  void cancelAll() {
    byTopic.values().forEach(subscriptions -> subscriptions.forEach(Subscription::cancel));
    byTopic.clear();
  }
}

package dev.roost.internal.pubsub;

import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.Map;

/** One event loop's table of topics. Only that loop touches it. */
final class LoopTopics {
  private final LocalPubSub pubSub;
  private final EventExecutor loop;
  private final Map<String, LoopTopic> topics = new HashMap<>();

  LoopTopics(LocalPubSub pubSub, EventExecutor loop) {
    this.pubSub = pubSub;
    this.loop = loop;
  }

  Subscription subscribe(String topic, Subscriber subscriber) {
    LoopTopic here = topics.get(topic);
    if (here == null) {
      here = new LoopTopic(this, loop, topic);
      topics.put(topic, here);
      pubSub.interested(topic, here);
    }
    return here.subscribe(subscriber);
  }

  /** The topic's last subscriber on this loop is gone. */
  void emptied(String topic, LoopTopic emptied) {
    topics.remove(topic);
    pubSub.notInterested(topic, emptied);
  }
}

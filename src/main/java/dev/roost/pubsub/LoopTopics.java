package dev.roost.pubsub;

import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop's table of topics. Only that loop touches it, but for {@link #hand}. */
final class LoopTopics implements TopicSubscribers.Owner {
  private static final Logger log = LoggerFactory.getLogger(LoopTopics.class);

  private final LocalPubSub pubSub;
  private final EventExecutor loop;
  private final Map<String, TopicSubscribers> topics = new HashMap<>();

  LoopTopics(LocalPubSub pubSub, EventExecutor loop) {
    this.pubSub = pubSub;
    this.loop = loop;
  }

  Subscription subscribe(String topic, Subscriber subscriber) {
    TopicSubscribers subscribers = topics.get(topic);
    if (subscribers == null) {
      subscribers = new TopicSubscribers(this, topic);
      topics.put(topic, subscribers);
      pubSub.interested(topic, this);
    }
    return subscribers.add(subscriber);
  }

  /** The topic's last subscriber on this loop is gone. */
  @Override
  public void emptied(String topic) {
    topics.remove(topic);
    pubSub.notInterested(topic, this);
  }

  /** Delivers on this loop: now if called on it, else soon and in order. From any thread. */
  void hand(Dispatch dispatch) {
    if (loop.inEventLoop()) {
      deliver(dispatch);
      return;
    }
    dispatch.retain();
    try {
      loop.execute(
          () -> {
            try {
              deliver(dispatch);
            } finally {
              dispatch.release();
            }
          });
    } catch (RejectedExecutionException e) {
      dispatch.release();
      log.debug("dropped a broadcast to an event loop that is shut down");
    }
  }

  private void deliver(Dispatch dispatch) {
    TopicSubscribers subscribers = topics.get(dispatch.broadcast().topic());
    if (subscribers != null) {
      subscribers.deliver(dispatch);
    }
  }
}

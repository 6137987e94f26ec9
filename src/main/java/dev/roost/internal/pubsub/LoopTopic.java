package dev.roost.internal.pubsub;

import io.netty.util.concurrent.EventExecutor;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One topic on one event loop, from its first subscriber there to its last. Only that loop touches
 * it, but for what says otherwise.
 *
 * <p>After the last subscriber has left, a later subscriber gets another instance. So it does not
 * get broadcasts that were still on their way to the subscribers before it: it would get those
 * without the ones that came while the topic had no subscriber.
 */
final class LoopTopic implements TopicSubscribers.Owner {
  private static final Logger log = LoggerFactory.getLogger(LoopTopic.class);

  private final LoopTopics table;
  private final EventExecutor loop;
  private final TopicSubscribers subscribers;

  // Written by this loop, and rarely. A thread that broadcasts may see it late, which costs only
  // time.
  private volatile @Nullable UsedCompression usedCompression;

  LoopTopic(LoopTopics table, EventExecutor loop, String topic) {
    this.table = table;
    this.loop = loop;
    this.subscribers = new TopicSubscribers(this, topic);
  }

  Subscription subscribe(Subscriber subscriber) {
    return subscribers.add(subscriber);
  }

  /** How many subscribe. From any thread, which may see the number of a moment ago. */
  int size() {
    return subscribers.size();
  }

  /** How subscribers here had the last broadcast compressed, or null. From any thread. */
  @Nullable UsedCompression usedCompression() {
    return usedCompression;
  }

  @Override
  public void emptied(String topic) {
    table.emptied(topic, this);
  }

  EventExecutor loop() {
    return loop;
  }

  /** Delivers on this loop: now if called on it, else soon and in order. From any thread. */
  void deliver(Dispatch dispatch) {
    if (loop.inEventLoop()) {
      deliverHere(dispatch);
      return;
    }
    dispatch.retain();
    try {
      loop.execute(
          () -> {
            try {
              deliverHere(dispatch);
            } finally {
              dispatch.release();
            }
          });
    } catch (RejectedExecutionException e) {
      dispatch.release();
      log.debug("dropped a broadcast to an event loop that is shut down");
    }
  }

  /** Delivers now. To be called on this loop. */
  void deliverHere(Dispatch dispatch) {
    subscribers.deliver(dispatch);
    UsedCompression before = usedCompression;
    UsedCompression used = dispatch.usedCompression(before);
    if (!Objects.equals(used, before)) {
      usedCompression = used;
    }
  }
}

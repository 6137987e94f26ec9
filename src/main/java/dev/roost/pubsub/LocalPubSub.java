package dev.roost.pubsub;

import dev.roost.wire.Broadcast;
import io.netty.util.concurrent.EventExecutor;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@link PubSub} within one process. */
public final class LocalPubSub implements PubSub {
  private final ConcurrentHashMap<EventExecutor, LoopTopics> loops = new ConcurrentHashMap<>();

  // Which loops have subscribers of a topic. The arrays are replaced, never changed.
  private final ConcurrentHashMap<String, LoopTopics[]> interested = new ConcurrentHashMap<>();

  @Override
  public Subscription subscribe(EventExecutor loop, String topic, Subscriber subscriber) {
    return loops.computeIfAbsent(loop, l -> new LoopTopics(this, l)).subscribe(topic, subscriber);
  }

  @Override
  public void broadcast(Broadcast broadcast, @Nullable Subscriber sender) {
    localBroadcast(broadcast, sender);
  }

  @Override
  public void localBroadcast(Broadcast broadcast, @Nullable Subscriber sender) {
    LoopTopics[] receivers = interested.get(broadcast.topic());
    if (receivers == null) {
      return;
    }
    Dispatch dispatch = new Dispatch(broadcast, sender);
    try {
      for (LoopTopics receiver : receivers) {
        receiver.hand(dispatch);
      }
    } finally {
      dispatch.release();
    }
  }

  /** A loop has got its first subscriber of the topic. */
  void interested(String topic, LoopTopics loop) {
    interested.merge(
        topic,
        new LoopTopics[] {loop},
        (present, added) -> {
          LoopTopics[] more = Arrays.copyOf(present, present.length + 1);
          more[present.length] = loop;
          return more;
        });
  }

  /** A loop has lost its last subscriber of the topic. */
  void notInterested(String topic, LoopTopics loop) {
    interested.computeIfPresent(
        topic,
        (same, present) -> {
          LoopTopics[] fewer =
              Arrays.stream(present).filter(other -> other != loop).toArray(LoopTopics[]::new);
          return fewer.length == 0 ? null : fewer;
        });
  }
}

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

  private volatile TopicListener listener = new NoListener();

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

  /** Has the listener told of all topics from now on. To be called before there are any. */
  void listen(TopicListener topicListener) {
    listener = topicListener;
  }

  /** A loop has got its first subscriber of the topic. */
  void interested(String topic, LoopTopics loop) {
    interested.compute(
        topic,
        (same, present) -> {
          if (present == null) {
            // In here, so that what is told of a topic by several loops is told in order.
            listener.gainedTopic(topic);
            return new LoopTopics[] {loop};
          }
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
          if (fewer.length == 0) {
            listener.lostTopic(topic);
            return null;
          }
          return fewer;
        });
  }

  private static final class NoListener implements TopicListener {
    @Override
    public void gainedTopic(String topic) {}

    @Override
    public void lostTopic(String topic) {}
  }
}

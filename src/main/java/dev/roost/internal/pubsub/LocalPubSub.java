package dev.roost.internal.pubsub;

import dev.roost.metrics.HistorySnapshot;
import dev.roost.metrics.Listing;
import dev.roost.metrics.TopicInfo;
import dev.roost.pubsub.History;
import dev.roost.pubsub.HistoryBounds;
import dev.roost.serializer.Broadcast;
import io.netty.util.concurrent.EventExecutor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** {@link PubSub} within one process. */
public final class LocalPubSub implements PubSub {
  private static final LoopTopic[] NOBODY = {};
  private static final Comparator<TopicInfo> LARGEST_FIRST =
      Comparator.comparingInt(TopicInfo::subscribers).reversed().thenComparing(TopicInfo::topic);

  private final ConcurrentHashMap<EventExecutor, LoopTopics> loops = new ConcurrentHashMap<>();

  // Which loops have subscribers of a topic. The arrays are replaced, never changed.
  private final ConcurrentHashMap<String, LoopTopic[]> interested = new ConcurrentHashMap<>();

  private final Histories histories;

  private volatile TopicListener listener = new NoListener();

  /** With the default bounds of histories. */
  public LocalPubSub() {
    this(HistoryBounds.DEFAULT);
  }

  /**
   * @param bounds of the histories of all topics together
   */
  public LocalPubSub(HistoryBounds bounds) {
    this(bounds, System::nanoTime);
  }

  LocalPubSub(HistoryBounds bounds, LongSupplier nanoTime) {
    histories = new Histories(bounds, nanoTime, this::forgotten);
  }

  @Override
  public Subscription subscribe(EventExecutor loop, String topic, Subscriber subscriber) {
    return topicsOf(loop).subscribe(topic, subscriber);
  }

  @Override
  public HistorySubscription subscribe(
      EventExecutor loop, String topic, Subscriber subscriber, History history) {
    return histories.subscribe(loop, topicsOf(loop), topic, subscriber, history);
  }

  private LoopTopics topicsOf(EventExecutor loop) {
    return loops.computeIfAbsent(loop, l -> new LoopTopics(this, l));
  }

  @Override
  public Listing<TopicInfo> findTopics(String text, int max) {
    PriorityQueue<TopicInfo> largest = new PriorityQueue<>(LARGEST_FIRST.reversed());
    long total = 0;
    for (Map.Entry<String, LoopTopic[]> entry : interested.entrySet()) {
      // A topic whose history is kept may have no subscriber.
      if (entry.getValue().length > 0 && entry.getKey().contains(text)) {
        total++;
        largest.add(new TopicInfo(entry.getKey(), subscribers(entry.getKey(), entry.getValue())));
        if (largest.size() > max) {
          largest.remove();
        }
      }
    }
    return new Listing<>(largest.stream().sorted(LARGEST_FIRST).toList(), total);
  }

  private int subscribers(String topic, LoopTopic[] loopTopics) {
    TopicLog log = histories.of(topic);
    int known = Arrays.stream(loopTopics).mapToInt(LoopTopic::size).sum();
    return log == null ? known : known + log.moreSubscribers();
  }

  @Override
  public int topics() {
    return interested.size();
  }

  @Override
  public HistorySnapshot histories() {
    return histories.metrics();
  }

  @Override
  public void close() {
    histories.close();
  }

  @Override
  public void broadcast(Broadcast broadcast, @Nullable Subscriber sender) {
    localBroadcast(broadcast, sender);
  }

  @Override
  public void localBroadcast(Broadcast broadcast, @Nullable Subscriber sender) {
    TopicLog log = histories.of(broadcast.topic());
    if (log != null) {
      // Before the receivers are looked up: a loop that comes in between begins behind it.
      Dispatch recorded = log.append(broadcast, sender);
      deliver(recorded, interested.getOrDefault(broadcast.topic(), NOBODY));
      return;
    }
    LoopTopic[] receivers = interested.get(broadcast.topic());
    if (receivers != null) {
      deliver(new Dispatch(broadcast, sender), receivers);
    }
  }

  /**
   * Delivers several broadcasts of other nodes in order. Each event loop is handed all of them at
   * once: one wake-up instead of one for each broadcast.
   */
  void localBroadcasts(List<Broadcast> broadcasts) {
    if (broadcasts.size() == 1) {
      localBroadcast(broadcasts.get(0), null);
      return;
    }
    Deliveries deliveries = new Deliveries();
    // The lookup of receivers follows the append, as in localBroadcast.
    for (Broadcast broadcast : broadcasts) {
      TopicLog log = histories.of(broadcast.topic());
      Dispatch dispatch = log == null ? new Dispatch(broadcast, null) : log.append(broadcast, null);
      LoopTopic[] receivers = interested.getOrDefault(broadcast.topic(), NOBODY);
      prepare(dispatch, receivers);
      for (LoopTopic receiver : receivers) {
        deliveries.add(receiver, dispatch);
      }
      dispatch.release();
    }
    deliveries.start();
  }

  private static void deliver(Dispatch dispatch, LoopTopic[] receivers) {
    try {
      prepare(dispatch, receivers);
      for (LoopTopic receiver : receivers) {
        receiver.deliver(dispatch);
      }
    } finally {
      dispatch.release();
    }
  }

  private static void prepare(Dispatch dispatch, LoopTopic[] receivers) {
    if (receivers.length < 2) {
      return;
    }
    for (LoopTopic receiver : receivers) {
      UsedCompression used = receiver.usedCompression();
      if (used != null) {
        dispatch.prepare(used);
      }
    }
  }

  /** Adds a listener of all topics. To be called before there are any. */
  void listen(TopicListener topicListener) {
    listener = topicListener;
  }

  /** Broadcasts of other nodes may have been lost, of any topic. */
  void mayHaveMissed() {
    histories.mayHaveMissed();
  }

  /** Forgets what is too old, which happens by itself every few seconds. */
  void sweepHistories() {
    histories.sweep();
  }

  /** A loop has got its first subscriber of the topic. */
  void interested(String topic, LoopTopic loop) {
    interested.compute(
        topic,
        (same, present) -> {
          if (present == null) {
            // Called within the lock, so that several loops report a topic in order.
            listener.gainedTopic(topic);
            return new LoopTopic[] {loop};
          }
          LoopTopic[] more = Arrays.copyOf(present, present.length + 1);
          more[present.length] = loop;
          return more;
        });
  }

  /** A loop has lost its last subscriber of the topic. */
  void notInterested(String topic, LoopTopic loop) {
    interested.computeIfPresent(
        topic,
        (same, present) -> {
          LoopTopic[] fewer =
              Arrays.stream(present).filter(other -> other != loop).toArray(LoopTopic[]::new);
          return orNull(topic, fewer);
        });
  }

  /** The topic's history is kept no longer. */
  private void forgotten(String topic) {
    interested.computeIfPresent(topic, (same, present) -> orNull(topic, present));
  }

  // A topic without subscribers is still wanted as long as its history is kept.
  private LoopTopic @Nullable [] orNull(String topic, LoopTopic[] present) {
    if (present.length == 0 && histories.of(topic) == null) {
      listener.lostTopic(topic);
      return null;
    }
    return present;
  }

  private static final class NoListener implements TopicListener {
    @Override
    public void gainedTopic(String topic) {}

    @Override
    public void lostTopic(String topic) {}
  }
}

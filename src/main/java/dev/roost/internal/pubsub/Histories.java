package dev.roost.internal.pubsub;

import dev.roost.metrics.HistorySnapshot;
import dev.roost.pubsub.History;
import dev.roost.pubsub.HistoryBounds;
import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of a node that have a history. A log starts with the first subscriber of an event loop
 * that needs it, and ends after its retention time without one.
 */
final class Histories {
  private static final Logger log = LoggerFactory.getLogger(Histories.class);

  private static final int SWEEP_SECONDS = 5;

  private final ConcurrentHashMap<String, TopicLog> logs = new ConcurrentHashMap<>();

  // Each loop's own table is touched by that loop only.
  private final ConcurrentHashMap<EventExecutor, Map<String, RecordedTopic>> loops =
      new ConcurrentHashMap<>();

  private final HistoryBounds bounds;
  private final LongSupplier nanoTime;
  private final Consumer<String> whenForgotten;
  private final HistoryMetrics metrics = new HistoryMetrics();
  private final AtomicInteger topics = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicReference<@Nullable EventExecutor> sweeper = new AtomicReference<>();

  Histories(HistoryBounds bounds, LongSupplier nanoTime, Consumer<String> whenForgotten) {
    this.bounds = bounds;
    this.nanoTime = nanoTime;
    this.whenForgotten = whenForgotten;
  }

  /** The log of a topic, or null if it has none. From any thread. */
  @Nullable TopicLog of(String topic) {
    return logs.isEmpty() ? null : logs.get(topic);
  }

  // -- Subscribing, on the loop

  HistorySubscription subscribe(
      EventExecutor loop,
      LoopTopics loopTopics,
      String topic,
      Subscriber subscriber,
      History history) {
    Map<String, RecordedTopic> recorded = loops.computeIfAbsent(loop, l -> new HashMap<>());
    RecordedTopic known = recorded.get(topic);
    if (known == null) {
      TopicLog opened = open(topic, history);
      if (opened == null) {
        metrics.countTooManyTopics();
        return new Unrecorded(loopTopics.subscribe(topic, subscriber));
      }
      known =
          new RecordedTopic(
              topic,
              opened,
              metrics,
              () -> {
                recorded.remove(topic);
                releaseLoop(topic);
              });
      recorded.put(topic, known);
      known.enter(loopTopics, topic);
      sweepOn(loop);
    }
    return known.add(subscriber);
  }

  private @Nullable TopicLog open(String topic, History history) {
    return logs.compute(
        topic,
        (same, present) -> {
          TopicLog needed = present != null ? present : begin(history);
          if (needed != null) {
            needed.retainLoop();
          }
          return needed;
        });
  }

  private @Nullable TopicLog begin(History history) {
    if (topics.incrementAndGet() > bounds.topics()) {
      topics.decrementAndGet();
      return null;
    }
    return new TopicLog(this, history);
  }

  private void releaseLoop(String topic) {
    logs.computeIfPresent(
        topic,
        (same, present) -> {
          present.releaseLoop(now());
          return present;
        });
  }

  /** A place at a topic that got no history. */
  private record Unrecorded(Subscription place) implements HistorySubscription {
    @Override
    public @Nullable String position() {
      return null;
    }

    @Override
    public Missed since(String id) {
      return Missed.gap(Missed.Gap.UNKNOWN);
    }

    @Override
    public void cancel() {
      place.cancel();
    }
  }

  // -- What is kept

  long now() {
    return nanoTime.getAsLong();
  }

  void recorded(long size) {
    bytes.addAndGet(size);
    metrics.countRecorded();
  }

  void release(long size) {
    bytes.addAndGet(-size);
  }

  boolean isFull() {
    return bytes.get() > bounds.bytes();
  }

  /** Broadcasts of other nodes may have been lost, of any topic. */
  void mayHaveMissed() {
    logs.values().forEach(TopicLog::mayHaveMissed);
  }

  HistorySnapshot metrics() {
    return metrics.snapshot(topics.get(), bytes.get());
  }

  // -- What is forgotten

  private void sweepOn(EventExecutor loop) {
    EventExecutor present = sweeper.get();
    if ((present == null || present.isShuttingDown()) && sweeper.compareAndSet(present, loop)) {
      sweepLater(loop);
    }
  }

  private void sweepLater(EventExecutor loop) {
    try {
      loop.schedule(
          () -> {
            sweep();
            sweeper.set(null);
            if (!logs.isEmpty()) {
              sweepOn(loop);
            }
          },
          SWEEP_SECONDS,
          TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      sweeper.set(null);
      log.debug("histories are not swept on an event loop that is shut down");
    }
  }

  /** Removes old entries, and logs without subscribers for the retention time. */
  void sweep() {
    for (String topic : logs.keySet()) {
      TopicLog swept = logs.computeIfPresent(topic, (same, present) -> orClosed(present));
      if (swept == null) {
        whenForgotten.accept(topic);
      }
    }
  }

  /** Forgets all of them, as the endpoint has ended. The sweeper then finds nothing and ends. */
  void close() {
    for (String topic : logs.keySet()) {
      TopicLog ended = logs.remove(topic);
      if (ended != null) {
        topics.decrementAndGet();
        ended.close();
        whenForgotten.accept(topic);
      }
    }
  }

  private @Nullable TopicLog orClosed(TopicLog present) {
    if (present.isIdle(now())) {
      topics.decrementAndGet();
      present.close();
      return null;
    }
    present.removeOld();
    return present;
  }
}

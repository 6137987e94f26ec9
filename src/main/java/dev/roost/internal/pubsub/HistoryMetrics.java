package dev.roost.internal.pubsub;

import dev.roost.metrics.HistorySnapshot;
import java.util.concurrent.atomic.LongAdder;

/** Counts the events of a node's histories since its start. Safe for any thread. */
public final class HistoryMetrics {
  private final LongAdder recorded = new LongAdder();
  private final LongAdder resumed = new LongAdder();
  private final LongAdder replayed = new LongAdder();
  private final LongAdder gaps = new LongAdder();
  private final LongAdder tooManyTopics = new LongAdder();

  HistorySnapshot snapshot(long topics, long bytes) {
    return new HistorySnapshot(
        topics,
        bytes,
        recorded.sum(),
        resumed.sum(),
        replayed.sum(),
        gaps.sum(),
        tooManyTopics.sum());
  }

  void countRecorded() {
    recorded.increment();
  }

  void countResumed(int broadcasts) {
    resumed.increment();
    replayed.add(broadcasts);
  }

  void countGap() {
    gaps.increment();
  }

  void countTooManyTopics() {
    tooManyTopics.increment();
  }
}

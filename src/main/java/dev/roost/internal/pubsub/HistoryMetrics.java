package dev.roost.internal.pubsub;

import java.util.concurrent.atomic.LongAdder;

/** What has happened to the histories of a node since it started. Safe for any thread. */
public final class HistoryMetrics {
  private final LongAdder recorded = new LongAdder();
  private final LongAdder resumed = new LongAdder();
  private final LongAdder replayed = new LongAdder();
  private final LongAdder gaps = new LongAdder();
  private final LongAdder tooManyTopics = new LongAdder();

  /**
   * The figures at one moment.
   *
   * @param topics topics that have a history
   * @param bytes bytes of payloads they keep
   * @param recorded broadcasts that were kept
   * @param resumed joins that got all they had missed
   * @param replayed broadcasts they got so
   * @param gaps joins that were told of a gap
   * @param tooManyTopics subscribers whose topic got no history by {@link HistoryBounds#topics}
   */
  public record Snapshot(
      long topics,
      long bytes,
      long recorded,
      long resumed,
      long replayed,
      long gaps,
      long tooManyTopics) {}

  Snapshot snapshot(long topics, long bytes) {
    return new Snapshot(
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

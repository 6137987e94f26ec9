package dev.roost.pubsub;

import dev.roost.internal.options.Require;

/**
 * The limits of all histories of a node together.
 *
 * @param topics how many topics may have one at a time; those that come later have none
 * @param bytes how many bytes of payloads they may keep together; a topic that is broadcast to when
 *     there are more forgets its own oldest
 */
public record HistoryBounds(int topics, long bytes) {
  /** 10,000 topics and 64 MiB. */
  public static final HistoryBounds DEFAULT = new HistoryBounds(10_000, 64 << 20);

  /** Both must be positive. */
  public HistoryBounds {
    Require.positive("topics", topics);
    Require.positive("bytes", bytes);
  }
}

package dev.roost.internal.transport;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identifies the polls of one mount on one node, and orders them. They are taken by several event
 * loops, so that on their way to the session's they can overtake each other.
 */
final class PollIds {
  private static final int SEQUENCE_BITS = 40;
  private static final int NODES = 1 << (Long.SIZE - SEQUENCE_BITS);

  private final AtomicLong next =
      new AtomicLong((long) ThreadLocalRandom.current().nextInt(1, NODES) << SEQUENCE_BITS);

  /** The id of a poll that has just come. From any thread. */
  long next() {
    return next.getAndIncrement();
  }

  /** Whether a poll came before another. Never of polls that came to different nodes. */
  static boolean isBefore(long one, long other) {
    return one >>> SEQUENCE_BITS == other >>> SEQUENCE_BITS && one < other;
  }
}

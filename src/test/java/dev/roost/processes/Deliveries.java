package dev.roost.processes;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The deliveries of broadcasts, for each direction between two nodes: the longest silence, the
 * number of lost messages, and duplicates or reorderings.
 *
 * <p>A sender numbers its messages. All times are those of {@link System#nanoTime}.
 */
final class Deliveries {
  private final Direction[][] directions;
  private long disorder;
  private long start;

  private static final class Direction {
    private long count;
    private long missing;
    private long lastHeard;
    private long lastSent = Long.MIN_VALUE;
    private long longestGap;
    private long gapEnd;
    private long longestWay;
  }

  Deliveries(int nodes) {
    directions = new Direction[nodes][nodes];
    reset();
  }

  /** Resets the counts. */
  void reset() {
    long now = System.nanoTime();
    start = now;
    for (Direction[] from : directions) {
      Arrays.setAll(
          from,
          to -> {
            Direction direction = new Direction();
            direction.lastHeard = now;
            return direction;
          });
    }
  }

  /**
   * A Records a message.
   *
   * @param heard the receiver's last message number of each sender
   */
  void came(int from, int to, Map<String, Long> heard, String sender, long number, long sentAt) {
    long now = System.nanoTime();
    Direction direction = directions[from][to];
    Long before = heard.put(sender, number);
    if (before != null && number <= before) {
      disorder++;
    } else if (before != null) {
      direction.missing += number - before - 1;
    }
    direction.count++;
    if (now - direction.lastHeard > direction.longestGap) {
      direction.longestGap = now - direction.lastHeard;
      direction.gapEnd = now;
    }
    direction.longestWay = Math.max(direction.longestWay, now - sentAt);
    direction.lastHeard = now;
    direction.lastSent = Math.max(direction.lastSent, sentAt);
  }

  /** The number of duplicate or reordered messages. */
  long disorder() {
    return disorder;
  }

  /** The number of messages in the direction with the fewest. */
  long fewest() {
    return Arrays.stream(directions)
        .flatMap(Arrays::stream)
        .mapToLong(direction -> direction.count)
        .min()
        .orElse(0);
  }

  long count() {
    return Arrays.stream(directions)
        .flatMap(Arrays::stream)
        .mapToLong(direction -> direction.count)
        .sum();
  }

  /** The number of lost messages: those with later messages of the same sender. */
  long missing() {
    return Arrays.stream(directions)
        .flatMap(Arrays::stream)
        .mapToLong(direction -> direction.missing)
        .sum();
  }

  /** The directions without a message sent after this moment. */
  String silentSince(long moment) {
    StringBuilder silent = new StringBuilder();
    for (int from = 0; from < directions.length; from++) {
      for (int to = 0; to < directions.length; to++) {
        if (directions[from][to].lastSent < moment) {
          silent.append(' ').append(from + 1).append('→').append(to + 1);
        }
      }
    }
    return silent.length() == 0 ? "" : "no broadcasts" + silent;
  }

  /** The longest time without a message from one node at another, up to now. */
  long longestGapMillis(int from, int to) {
    Direction direction = directions[from][to];
    return TimeUnit.NANOSECONDS.toMillis(
        Math.max(direction.longestGap, System.nanoTime() - direction.lastHeard));
  }

  /** The longest silence of each direction and its end. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int from = 0; from < directions.length; from++) {
      for (int to = 0; to < directions.length; to++) {
        Direction direction = directions[from][to];
        text.append(
            "%d→%d %d ms until %d, %d missing; "
                .formatted(
                    from + 1,
                    to + 1,
                    longestGapMillis(from, to),
                    TimeUnit.NANOSECONDS.toMillis(direction.gapEnd - start),
                    direction.missing));
      }
    }
    return text.toString();
  }

  /** The longest delivery time. */
  long longestWayMillis() {
    return TimeUnit.NANOSECONDS.toMillis(
        Arrays.stream(directions)
            .flatMap(Arrays::stream)
            .mapToLong(direction -> direction.longestWay)
            .max()
            .orElse(0));
  }
}

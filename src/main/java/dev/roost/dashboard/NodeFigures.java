package dev.roost.dashboard;

import dev.roost.metrics.EventLoopSnapshot;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a node at one moment, and its rates since the moment before.
 *
 * @param received messages of clients per second
 * @param sent messages to clients per second
 * @param opened connections that began per second
 * @param cpu how many processors the process uses
 * @param collecting the share of time that garbage collection takes, in milliseconds per second
 * @param delayMillis how long the slowest event loop took to get to a task
 */
record NodeFigures(
    long connections,
    long channels,
    double received,
    double sent,
    double opened,
    long queuedBytes,
    long heapBytes,
    double cpu,
    double collecting,
    double delayMillis) {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MILLIS_PER_SECOND = 1e3;

  /**
   * The figures of a sample.
   *
   * @param before the sample before; null if there is none, which leaves the rates at 0
   */
  static NodeFigures of(@Nullable NodeSample before, NodeSample now) {
    double seconds =
        before == null
            ? 0
            : (double) (now.jvm().uptimeMillis() - before.jvm().uptimeMillis()) / MILLIS_PER_SECOND;
    Rates rates = new Rates(before, now, seconds);
    return new NodeFigures(
        now.sum(SocketTotals::open),
        now.sum(SocketTotals::channels),
        rates.of(sample -> sample.sum(SocketTotals::received)),
        rates.of(sample -> sample.sum(SocketTotals::sent)),
        rates.of(sample -> sample.sum(SocketTotals::opened)),
        now.queuedBytes(),
        now.jvm().heapUsed(),
        rates.of(sample -> sample.jvm().cpuNanos()) / NANOS_PER_MILLI / MILLIS_PER_SECOND,
        rates.of(sample -> sample.jvm().collectionMillis()),
        (double) now.loops().stream().mapToLong(EventLoopSnapshot::delayNanos).max().orElse(0)
            / NANOS_PER_MILLI);
  }

  private record Rates(@Nullable NodeSample before, NodeSample now, double seconds) {
    double of(ToLongFunction<NodeSample> count) {
      return before == null || seconds <= 0
          ? 0
          : (double) Math.max(0, count.applyAsLong(now) - count.applyAsLong(before)) / seconds;
    }
  }
}

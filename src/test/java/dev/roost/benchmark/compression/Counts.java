package dev.roost.benchmark.compression;

import java.util.Arrays;
import java.util.Map;

/** What a window of time brought. On one thread. */
final class Counts {
  private long[] latencies = new long[1 << 16];
  private int deliveries;
  private long bytes;

  /** A message arrived so many microseconds after it was due. */
  void add(long micros, int bytesOnTheWire) {
    if (deliveries == latencies.length) {
      latencies = Arrays.copyOf(latencies, 2 * deliveries);
    }
    latencies[deliveries++] = micros;
    bytes += bytesOnTheWire;
  }

  Map<String, Object> report(double seconds) {
    long[] sorted = Arrays.copyOf(latencies, deliveries);
    Arrays.sort(sorted);
    return Map.of(
        "deliveries_in_window",
        deliveries,
        "deliveries_per_s",
        deliveries / seconds,
        "bytes_per_delivery",
        (double) bytes / Math.max(1, deliveries),
        "latency_us",
        Map.of("p50", at(sorted, 0.5), "p99", at(sorted, 0.99)));
  }

  private static long at(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
  }
}

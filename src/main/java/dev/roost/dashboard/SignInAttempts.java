package dev.roost.dashboard;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts to sign in by the client's address: that of IPv4, or the /64 network of IPv6.
 * Safe for any thread.
 */
final class SignInAttempts {
  private static final int MAX_ADDRESSES = 10_000;
  private static final int IPV6_NETWORK_PARTS = 4;

  private final int max;
  private final long windowNanos;
  private final LongSupplier clock;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  private record Count(int attempts, long since) {}

  SignInAttempts(int max, Duration window, LongSupplier clock) {
    this.max = max;
    this.windowNanos = window.toNanos();
    this.clock = clock;
  }

  /**
   * Counts an attempt.
   *
   * @return how many seconds the client has to wait first; 0 if it may try now
   */
  long secondsToWait(@Nullable String address) {
    long now = clock.getAsLong();
    if (counts.size() >= MAX_ADDRESSES) {
      counts.values().removeIf(count -> isOver(count, now));
      if (counts.size() >= MAX_ADDRESSES) {
        return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(windowNanos));
      }
    }
    Count count =
        counts.compute(
            network(address),
            (same, before) ->
                before == null || isOver(before, now)
                    ? new Count(1, now)
                    : new Count(Math.min(before.attempts + 1, max + 1), before.since));
    return count.attempts <= max
        ? 0
        : 1 + TimeUnit.NANOSECONDS.toSeconds(windowNanos - (now - count.since));
  }

  private boolean isOver(Count count, long now) {
    return now - count.since >= windowNanos;
  }

  /** The client knew a key. */
  void succeeded(@Nullable String address) {
    counts.remove(network(address));
  }

  /** Addresses come from the JVM or a trusted proxy: those of IPv6 have all their parts. */
  static String network(@Nullable String address) {
    if (address == null) {
      return "unknown";
    }
    String[] parts = address.split(":", -1);
    return parts.length <= IPV6_NETWORK_PARTS
        ? address
        : String.join(":", Arrays.copyOf(parts, IPV6_NETWORK_PARTS));
  }
}

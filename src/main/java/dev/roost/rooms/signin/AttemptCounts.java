package dev.roost.rooms.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts attempts of one kind by key. Each count begins with the first attempt and ends after the
 * window. Beyond {@value #MAX_COUNTS} counts, those used least are dropped. Safe for any thread.
 */
final class AttemptCounts {
  /** How many counts of one kind there are at most. */
  static final int MAX_COUNTS = 20_000;

  private static final Logger log = LoggerFactory.getLogger(AttemptCounts.class);

  private final String kind;
  private final int limit;
  private final Duration window;
  private final Ticker ticker;
  private final Cache<Object, Count> counts;
  private final AtomicLong refused = new AtomicLong();

  private static final class Count {
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final long since;

    private Count(long since) {
      this.since = since;
    }
  }

  /**
   * No attempts yet.
   *
   * @param kind what is counted, for the log
   * @param limit how many attempts one key may have within the window
   */
  AttemptCounts(String kind, int limit, Duration window, Ticker ticker) {
    this.kind = kind;
    this.limit = limit;
    this.window = window;
    this.ticker = ticker;
    counts =
        Caffeine.newBuilder()
            .maximumSize(MAX_COUNTS)
            .expireAfterWrite(window)
            .ticker(ticker)
            .build();
  }

  /** 0 if the key may have another attempt, else in how many seconds it may. */
  long secondsToWait(Object key, ClientAddress client) {
    Count count = counts.getIfPresent(key);
    if (count == null || count.attempts.get() < limit) {
      return 0;
    }
    long passed = Duration.ofNanos(ticker.read() - count.since).toSeconds();
    long seconds = Math.max(1, window.toSeconds() - passed);
    refused.incrementAndGet();
    // One line a window, however many attempts follow.
    if (count.refused.getAndIncrement() == 0) {
      log.warn(
          "refusing {} seconds={} limit={} address={}", kind, seconds, limit, client.address());
    }
    return seconds;
  }

  void add(Object key) {
    counts.get(key, first -> new Count(ticker.read())).attempts.incrementAndGet();
  }

  void takeBack(Object key) {
    Count count = counts.getIfPresent(key);
    if (count != null) {
      count.attempts.decrementAndGet();
    }
  }

  void remove(Object key) {
    counts.invalidate(key);
  }

  long refused() {
    return refused.get();
  }

  long size() {
    counts.cleanUp();
    return counts.estimatedSize();
  }
}

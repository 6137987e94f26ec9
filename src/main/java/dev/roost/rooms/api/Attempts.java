package dev.roost.rooms.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.roost.rooms.config.SignInLimits;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts attempts to sign in or register, so that passwords cannot be tried out. Of too many
 * addresses, those are forgotten that are seen least. Safe for any thread.
 */
public final class Attempts {
  private static final int MAX_ADDRESSES = 10_000;

  private final SignInLimits limits;
  private final Ticker ticker;
  private final Cache<String, Count> perAddress;
  private final Cache<String, Count> perEmail;

  private record Count(AtomicInteger attempts, long since) {}

  /** Within these limits. */
  public Attempts(SignInLimits limits) {
    this(limits, Ticker.systemTicker());
  }

  Attempts(SignInLimits limits, Ticker ticker) {
    this.limits = limits;
    this.ticker = ticker;
    perAddress = counts();
    perEmail = counts();
  }

  private Cache<String, Count> counts() {
    return Caffeine.newBuilder()
        .maximumSize(MAX_ADDRESSES)
        .expireAfterWrite(Duration.ofSeconds(limits.windowSeconds()))
        .ticker(ticker)
        .build();
  }

  /**
   * Counts an attempt.
   *
   * @return 0 if it may be made, else in how many seconds the next may
   */
  long secondsToWait(String address, String email) {
    return Math.max(
        secondsToWait(perAddress, address, limits.perAddress()),
        secondsToWait(perEmail, email.toLowerCase(Locale.ROOT), limits.perEmail()));
  }

  /** The attempts for this e-mail address so far were its owner's. */
  void succeeded(String email) {
    perEmail.invalidate(email.toLowerCase(Locale.ROOT));
  }

  private long secondsToWait(Cache<String, Count> counts, String key, int limit) {
    Count count = counts.get(key, first -> new Count(new AtomicInteger(), ticker.read()));
    if (count.attempts.incrementAndGet() <= limit) {
      return 0;
    }
    long passed = TimeUnit.NANOSECONDS.toSeconds(ticker.read() - count.since);
    return Math.max(1, limits.windowSeconds() - passed);
  }
}

package dev.roost.internal.session;

import dev.roost.Rate;

/**
 * Holds a connection or channel to a {@link Rate}: each event takes a token, and time brings them
 * back. There is no timer; the clock is asked when something happens. Not thread-safe.
 */
public final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Rate rate;
  private double tokens;
  private long asOf;

  /**
   * A full bucket.
   *
   * @param nanoTime the time now, by {@link System#nanoTime}
   */
  public TokenBucket(Rate rate, long nanoTime) {
    this.rate = rate;
    tokens = rate.burst();
    asOf = nanoTime;
  }

  /** Takes a token if there is one. */
  public boolean take(long nanoTime) {
    refill(nanoTime);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** Takes a token that is not there, which time has to bring back first. */
  void owe() {
    tokens--;
  }

  /** Whether about as many tokens are owed as the bucket holds. */
  boolean isDeepInDebt() {
    return tokens < 1 - rate.burst();
  }

  private void refill(long nanoTime) {
    double brought = (nanoTime - asOf) * rate.perSecond() / NANOS_PER_SECOND;
    asOf = nanoTime;
    tokens = Math.min(rate.burst(), tokens + brought);
  }
}

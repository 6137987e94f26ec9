package dev.roost.internal.rate;

/**
 * Holds a connection or channel to a rate: each event takes a token, and time brings them back.
 * There is no timer; the clock is asked when something happens. Not thread-safe.
 */
public final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final int burst;
  private double tokens;
  private long asOf;

  /**
   * A full bucket.
   *
   * @param perSecond how many tokens time brings in a second
   * @param burst how many there may be
   * @param nanoTime the time now, by {@link System#nanoTime}
   */
  public TokenBucket(double perSecond, int burst, long nanoTime) {
    this.perSecond = perSecond;
    this.burst = burst;
    tokens = burst;
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
  public void takeInAdvance() {
    tokens--;
  }

  /** Whether about as many tokens are owed as the bucket holds. */
  public boolean isOverdrawn() {
    return tokens < 1 - burst;
  }

  private void refill(long nanoTime) {
    double brought = (nanoTime - asOf) * perSecond / NANOS_PER_SECOND;
    asOf = nanoTime;
    tokens = Math.min(burst, tokens + brought);
  }
}

package dev.roost.session;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections there may be at a time, of all mounts together. For any thread. Two event
 * loops that open one at the very same moment may be one too many.
 */
public final class ConnectionLimit {
  private final int max;
  private final AtomicInteger open = new AtomicInteger();

  private ConnectionLimit(int max) {
    this.max = max;
  }

  /** Any number. */
  public static ConnectionLimit none() {
    return new ConnectionLimit(0);
  }

  /** So many and no more. */
  public static ConnectionLimit of(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
    return new ConnectionLimit(max);
  }

  /**
   * Whether a connection would be one too many now. For transports: before they do any work, and
   * again right before they open a session.
   */
  public boolean isReached() {
    return max > 0 && open.get() >= max;
  }

  void opened() {
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }
}

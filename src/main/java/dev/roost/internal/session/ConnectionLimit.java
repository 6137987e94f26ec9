package dev.roost.internal.session;

import dev.roost.internal.options.Require;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections there may be at a time, of all mounts together: those that a server has
 * accepted, and long-poll sessions. For any thread. Two event loops that open one at the very same
 * moment may be one too many.
 */
public final class ConnectionLimit {
  /** Plain HTTP beyond the limit, so that health checks and operators still get in. */
  private static final int MIN_RESERVE = 16;

  private static final int RESERVE_PART = 16;

  private final int max;
  private final int maxAnonymous;
  private final AtomicInteger anonymous = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private volatile Runnable reachedAction = () -> {};

  private ConnectionLimit(int max, int maxAnonymous) {
    this.max = max;
    this.maxAnonymous = maxAnonymous;
  }

  /** Any number. */
  public static ConnectionLimit none() {
    return new ConnectionLimit(0, 0);
  }

  /**
   * So many and no more.
   *
   * @param max of all; 0 for any number
   * @param maxAnonymous of the sessions of clients that the connect handler calls anonymous; 0 for
   *     half of all
   */
  public static ConnectionLimit of(int max, int maxAnonymous) {
    Require.notNegative("max", max);
    Require.notNegative("maxAnonymous", maxAnonymous);
    return new ConnectionLimit(max, maxAnonymous == 0 ? (max + 1) / 2 : maxAnonymous);
  }

  /** Whether a session of a client that the connect handler calls anonymous would be too many. */
  public boolean isReachedByAnonymous() {
    return maxAnonymous > 0 && anonymous.get() >= maxAnonymous;
  }

  /** Has something run, from any thread, each time the limit keeps a client out. */
  public void whenReached(Runnable action) {
    reachedAction = action;
  }

  /**
   * Whether a socket would be one too many now. For transports: before they do any work, and again
   * right before they open a session.
   *
   * @param isCounted whether the connection that asks was counted by {@link #accept}
   */
  public boolean isReached(boolean isCounted) {
    boolean reached = max > 0 && open.get() - (isCounted ? 1 : 0) >= max;
    if (reached) {
      reachedAction.run();
    }
    return reached;
  }

  /**
   * Counts a connection that a server has accepted, unless there are too many: a sixteenth more
   * than the limit, and 16 at least.
   *
   * @return whether it was counted; then {@link #leave} has to follow
   */
  public boolean accept() {
    if (max > 0 && open.get() >= max + Math.max(MIN_RESERVE, max / RESERVE_PART)) {
      reachedAction.run();
      return false;
    }
    open.incrementAndGet();
    return true;
  }

  /** A connection that was counted is closed, or becomes a session that is counted itself. */
  public void leave() {
    open.decrementAndGet();
  }

  void opened(boolean isAnonymous) {
    open.incrementAndGet();
    if (isAnonymous) {
      anonymous.incrementAndGet();
    }
  }

  void closed(boolean isAnonymous) {
    open.decrementAndGet();
    if (isAnonymous) {
      anonymous.decrementAndGet();
    }
  }
}

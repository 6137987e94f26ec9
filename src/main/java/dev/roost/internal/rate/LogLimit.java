package dev.roost.internal.rate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets one line in ten seconds into the log, of those that a stranger can provoke at any rate. A
 * metric has to count what the log leaves out. For any thread.
 */
public final class LogLimit {
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

  /** Whether to log now. */
  public boolean permits() {
    long until = quietUntil.get();
    long now = System.nanoTime();
    return now - until >= 0 && quietUntil.compareAndSet(until, now + QUIET_NANOS);
  }
}

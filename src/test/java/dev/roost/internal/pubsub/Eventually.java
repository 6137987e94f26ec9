package dev.roost.internal.pubsub;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition that another thread makes true. */
public final class Eventually {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Eventually() {}

  /** A check that throws an {@link AssertionError} until it passes. */
  @FunctionalInterface
  public interface Check {
    /** Throws an {@link AssertionError} while the condition is false. */
    void run() throws Exception;
  }

  /** Repeats the check until it passes, for at most a minute. */
  public static void eventually(Check check) throws Exception {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      try {
        check.run();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}

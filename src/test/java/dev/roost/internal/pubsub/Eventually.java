package dev.roost.internal.pubsub;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread is about to make true. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Eventually() {}

  /** Something that fails with an {@link AssertionError} until it is true. */
  @FunctionalInterface
  public interface Check {
    /** Throws an {@link AssertionError} while it is not true. */
    void run() throws Exception;
  }

  /** Repeats the check until it passes, for a minute at most. */
  public static void eventually(Check check) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
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

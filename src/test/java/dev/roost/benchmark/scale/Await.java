package dev.roost.benchmark.scale;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what the event loops do. */
final class Await {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(600);
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private Await() {}

  /**
   * Waits for a condition.
   *
   * @return how long that took, in nanoseconds
   * @throws IllegalStateException if it takes too long: something is missing
   */
  static long until(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        throw new IllegalStateException("expected " + what + ", still missing after 10 minutes");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return System.nanoTime() - start;
  }

  /**
   * Waits for a future.
   *
   * @throws IllegalStateException if it fails
   */
  static <T> T get(Future<T> future) {
    until("a future to complete", future::isComplete);
    if (future.failed()) {
      throw new IllegalStateException(future.cause());
    }
    return future.result();
  }
}

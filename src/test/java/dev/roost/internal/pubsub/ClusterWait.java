package dev.roost.internal.pubsub;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for what other threads, or other nodes, are about to make true. */
public final class ClusterWait {
  private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("patience", 60));
  private static final Duration SOON = Duration.ofMillis(500);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private ClusterWait() {}

  /** Repeats assertions until they hold, for a minute at most. */
  public static void until(ThrowingCallable assertions) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        assertions.call();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (Throwable failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  /** Whether something becomes true before long; what may be lost is waited for so. */
  public static boolean isSoon(BooleanSupplier condition) {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  /** The outcome of a future, which is waited for; fails as it does. */
  public static <T> T get(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new AssertionError("the future did not succeed", failure);
    }
  }
}

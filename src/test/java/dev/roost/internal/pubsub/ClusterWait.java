package dev.roost.internal.pubsub;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for conditions that other threads or nodes make true. */
public final class ClusterWait {
  private static final Duration TIMEOUT =
      Duration.ofSeconds(Long.getLong("clusterWaitSeconds", 60));
  private static final Duration SOON = Duration.ofMillis(500);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private ClusterWait() {}

  /** Repeats assertions until they pass, for at most a minute. */
  public static void until(ThrowingCallable assertions) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
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

  /** Whether a condition becomes true soon. For messages that may be lost. */
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

  /** Waits for a future and returns its result, or throws its failure. */
  public static <T> T get(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new AssertionError("the future did not succeed", failure);
    }
  }
}

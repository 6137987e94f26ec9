package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Gives readers of what other nodes send something else. */
public final class PeerGarbage {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private PeerGarbage() {}

  /**
   * Reads. Nothing but the exceptions that the cluster link expects may come of it, and nothing
   * that takes long or much memory.
   */
  public static void refusedOrRead(Runnable reading) {
    long start = System.nanoTime();
    try {
      reading.run();
    } catch (RuntimeException refused) {
      assertThat(refused).isNotInstanceOf(NullPointerException.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
  }
}

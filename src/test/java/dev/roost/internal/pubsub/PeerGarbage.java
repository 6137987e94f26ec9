package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Runs decoders of cluster messages on garbage. */
public final class PeerGarbage {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private PeerGarbage() {}

  /**
   * Runs the decoder. It may throw only the exceptions that the cluster link expects, and must take
   * little time and memory.
   */
  public static void refusedOrRead(Runnable reading) {
    long start = System.nanoTime();
    try {
      reading.run();
    } catch (RuntimeException refused) {
      assertThat(refused).isNotInstanceOf(NullPointerException.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT);
  }
}

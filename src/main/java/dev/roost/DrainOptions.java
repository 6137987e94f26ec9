package dev.roost;

import dev.roost.internal.options.Require;

/**
 * How the connections of a mount are ended when the server stops, Phoenix's {@code drainer}.
 *
 * @param batchSize how many connections are closed in an interval
 * @param batchIntervalMillis how long that is
 * @param shutdownMillis how long all of it may take: with many connections, batches grow
 * @param pauseMillis for how long the server reports that it is not ready but still serves, before
 *     it refuses connections; meanwhile the load balancer stops sending clients
 */
public record DrainOptions(
    int batchSize, long batchIntervalMillis, long shutdownMillis, long pauseMillis) {
  /** Phoenix's defaults: 10,000 in 2 seconds, 30 seconds in all, without a pause. */
  public static final DrainOptions DEFAULT = new DrainOptions(10_000, 2_000, 30_000);

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if the pause is negative, or another value is not positive
   */
  public DrainOptions {
    Require.positive("batchSize", batchSize);
    Require.positive("batchIntervalMillis", batchIntervalMillis);
    Require.positive("shutdownMillis", shutdownMillis);
    Require.notNegative("pauseMillis", pauseMillis);
  }

  /** Without a pause. */
  public DrainOptions(int batchSize, long batchIntervalMillis, long shutdownMillis) {
    this(batchSize, batchIntervalMillis, shutdownMillis, 0);
  }

  /** The same with another {@link #pauseMillis}. */
  public DrainOptions withPauseMillis(long millis) {
    return new DrainOptions(batchSize, batchIntervalMillis, shutdownMillis, millis);
  }
}

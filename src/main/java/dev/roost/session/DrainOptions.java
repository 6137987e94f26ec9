package dev.roost.session;

/**
 * How the connections of a mount are ended when the server stops, Phoenix's {@code drainer}.
 *
 * @param batchSize how many connections are told in an interval
 * @param batchIntervalMillis how long that is
 * @param shutdownMillis how long all of it may take: with many connections, batches grow
 */
public record DrainOptions(int batchSize, long batchIntervalMillis, long shutdownMillis) {
  /** Phoenix's defaults: 10,000 in 2 seconds, 30 seconds in all. */
  public static final DrainOptions DEFAULT = new DrainOptions(10_000, 2_000, 30_000);

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public DrainOptions {
    if (batchSize < 1 || batchIntervalMillis < 1 || shutdownMillis < 1) {
      throw new IllegalArgumentException("not positive");
    }
  }

  /** How many of all connections are to have been told some time after the beginning. */
  int dueAfter(long millis, int all) {
    double byBatches = (double) millis * batchSize / batchIntervalMillis;
    double byTheEnd = (double) millis * all / shutdownMillis;
    return (int) Math.min(all, Math.ceil(Math.max(byBatches, byTheEnd)));
  }
}

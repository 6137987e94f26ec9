package dev.roost.auth;

import dev.roost.internal.options.Require;

/**
 * How {@link JwksUrl} fetches and keeps keys. Immutable.
 *
 * @param refreshMillis after which the keys are fetched again, when a token comes
 * @param intervalMillis how long it waits at least between two attempts, whether they failed or a
 *     token named an unknown key
 * @param maxAgeMillis for how long keys are used that cannot be fetched again
 * @param timeoutMillis for one attempt
 * @param maxBytes how large the answer may be
 * @param maxKeys how many keys it may have
 */
public record JwksOptions(
    long refreshMillis,
    long intervalMillis,
    long maxAgeMillis,
    long timeoutMillis,
    int maxBytes,
    int maxKeys) {
  /** 10 minutes, 10 seconds, 24 hours, 5 seconds, 256 KiB, 100 keys. */
  public static final JwksOptions DEFAULT =
      new JwksOptions(600_000, 10_000, 86_400_000, 5_000, 1 << 18, 100);

  /** All must be positive, but the first two may be 0. */
  public JwksOptions {
    Require.notNegative("refreshMillis", refreshMillis);
    Require.notNegative("intervalMillis", intervalMillis);
    Require.positive("maxAgeMillis", maxAgeMillis);
    Require.positive("timeoutMillis", timeoutMillis);
    Require.positive("maxBytes", maxBytes);
    Require.positive("maxKeys", maxKeys);
  }

  /** The same with this time between fetches. */
  public JwksOptions withRefreshMillis(long millis) {
    return new JwksOptions(millis, intervalMillis, maxAgeMillis, timeoutMillis, maxBytes, maxKeys);
  }

  /** The same with this time between attempts. */
  public JwksOptions withIntervalMillis(long millis) {
    return new JwksOptions(refreshMillis, millis, maxAgeMillis, timeoutMillis, maxBytes, maxKeys);
  }

  /** The same with keys of this age. */
  public JwksOptions withMaxAgeMillis(long millis) {
    return new JwksOptions(refreshMillis, intervalMillis, millis, timeoutMillis, maxBytes, maxKeys);
  }

  /** The same with this time for an attempt. */
  public JwksOptions withTimeoutMillis(long millis) {
    return new JwksOptions(refreshMillis, intervalMillis, maxAgeMillis, millis, maxBytes, maxKeys);
  }

  /** The same with answers of this size. */
  public JwksOptions withMaxBytes(int bytes) {
    return new JwksOptions(
        refreshMillis, intervalMillis, maxAgeMillis, timeoutMillis, bytes, maxKeys);
  }

  /** The same with sets of this size. */
  public JwksOptions withMaxKeys(int keys) {
    return new JwksOptions(
        refreshMillis, intervalMillis, maxAgeMillis, timeoutMillis, maxBytes, keys);
  }
}

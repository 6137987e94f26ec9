package dev.roost.token;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a token is valid after it was signed.
 *
 * @param millis {@code Long.MAX_VALUE} for no expiry; 0 or less if no token is valid
 */
public record MaxAge(long millis) {
  /** The default: a day. */
  public static final MaxAge DEFAULT = of(Duration.ofDays(1));

  /** Never expires, Phoenix's {@code :infinity}. */
  public static final MaxAge UNLIMITED = new MaxAge(Long.MAX_VALUE);

  /** This long. */
  public static MaxAge of(Duration age) {
    return new MaxAge(age.toMillis());
  }

  /** Whether what was signed then is too old now. */
  boolean isExceeded(long signedAtMillis, Instant now) {
    if (millis == UNLIMITED.millis) {
      return false;
    }
    // Not by the sum, which a time or an age out of all reason would overflow.
    return millis <= 0 || signedAtMillis < now.toEpochMilli() - millis;
  }
}

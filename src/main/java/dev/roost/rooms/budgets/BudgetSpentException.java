package dev.roost.rooms.budgets;

import java.util.Map;

/** A budget does not pay for more now. The message says so, and when to try again. */
public final class BudgetSpentException extends Exception {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;

  private final long retryAfterSeconds;

  BudgetSpentException(Budget budget, long retryAfterSeconds) {
    super(
        "Too many " + budget.words() + ". Try again in " + words(retryAfterSeconds),
        null,
        false,
        false);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** When it may be tried again. */
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** The reply to a client of a socket. */
  public Map<String, Object> reply() {
    return Map.of(
        "reason",
        "rate_limited",
        "error",
        String.valueOf(getMessage()),
        "retry_after",
        retryAfterSeconds);
  }

  private static String words(long seconds) {
    if (seconds < 2 * MINUTE) {
      return seconds == 1 ? "1 second" : seconds + " seconds";
    }
    return seconds < 2 * HOUR
        ? roundedUp(seconds, MINUTE) + " minutes"
        : roundedUp(seconds, HOUR) + " hours";
  }

  private static long roundedUp(long seconds, long unit) {
    return (seconds + unit - 1) / unit;
  }
}

package dev.roost.rooms.budgets;

/**
 * The rest of a budget at a time. It may be less than nothing: the size of some things is known
 * only once they are stored. Immutable.
 *
 * @param left as of {@code atNanos}
 * @param loggedAtNanos when a refusal was logged last
 */
record Bucket(double left, long atNanos, long loggedAtNanos) {
  private static final long LOG_NANOS = 60_000_000_000L;

  static Bucket full(double capacity, long now) {
    return new Bucket(capacity, now, now - LOG_NANOS);
  }

  Bucket refilled(double capacity, double perSecond, long now) {
    double passed = Math.max(0, now - atNanos) / 1e9;
    return new Bucket(Math.min(capacity, left + passed * perSecond), now, loggedAtNanos);
  }

  Bucket less(double amount) {
    return new Bucket(left - amount, atNanos, loggedAtNanos);
  }

  /** Whether a refusal should be logged: one a minute says enough. */
  boolean isToBeLogged() {
    return atNanos - loggedAtNanos >= LOG_NANOS;
  }

  Bucket logged() {
    return new Bucket(left, atNanos, atNanos);
  }

  /** How long until there is as much. */
  long secondsUntil(double amount, double perSecond) {
    return Math.max(1, (long) Math.ceil((amount - left) / perSecond));
  }
}

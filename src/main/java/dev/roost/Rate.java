package dev.roost;

/**
 * How often something may happen on one connection.
 *
 * @param perSecond in the long run
 * @param burst how often at once, after a quiet time
 */
public record Rate(double perSecond, int burst) {
  /** Both must be positive. */
  public Rate {
    if (!(perSecond > 0) || perSecond > 1e9 || burst < 1) {
      throw new IllegalArgumentException(
          "expected 0 < perSecond <= 1e9 and a burst of 1 or more, found "
              + perSecond
              + " and "
              + burst);
    }
  }
}

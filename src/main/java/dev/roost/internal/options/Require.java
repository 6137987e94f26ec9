package dev.roost.internal.options;

/**
 * Checks the values of options. Each method returns the value, or throws an {@link
 * IllegalArgumentException} with the option's name, the expected range and the value found.
 */
public final class Require {
  private Require() {}

  /** Requires 1 or more. */
  public static int positive(String option, int value) {
    return (int) positive(option, (long) value);
  }

  /** Requires 1 or more. */
  public static long positive(String option, long value) {
    return atLeast(1, option, value);
  }

  /** Requires 0 or more. */
  public static int notNegative(String option, int value) {
    return (int) notNegative(option, (long) value);
  }

  /** Requires 0 or more. */
  public static long notNegative(String option, long value) {
    return atLeast(0, option, value);
  }

  private static long atLeast(long least, String option, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          option + ": expected " + least + " or more, found " + value);
    }
    return value;
  }
}

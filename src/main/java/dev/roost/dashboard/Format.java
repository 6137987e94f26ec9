package dev.roost.dashboard;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them. */
final class Format {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final int STEP = 1_024;
  private static final int EXACT_BELOW = 10;

  private Format() {}

  /** A number without decimals. */
  static String rounded(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  /** A number without decimals. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number with decimals if it is small. */
  static String rate(double number) {
    return number < EXACT_BELOW
        ? String.format(Locale.ROOT, "%.1f", number)
        : String.format(Locale.ROOT, "%,.0f", number);
  }

  /** A number of bytes. */
  static String bytes(double number) {
    int unit = 0;
    double scaled = number;
    while (scaled >= STEP && unit < UNITS.length - 1) {
      scaled /= STEP;
      unit++;
    }
    return (unit == 0 ? rounded(scaled) : rate(scaled)) + " " + UNITS[unit];
  }

  /** A number of bytes. */
  static String bytes(long number) {
    return bytes((double) number);
  }

  /** The two largest units of a time. */
  static String time(long millis) {
    Duration time = Duration.ofMillis(Math.max(millis, 0));
    if (time.toDays() > 0) {
      return time.toDays() + " d " + time.toHoursPart() + " h";
    }
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    if (time.toMinutes() > 0) {
      return time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
    return time.toSeconds() + " s";
  }
}

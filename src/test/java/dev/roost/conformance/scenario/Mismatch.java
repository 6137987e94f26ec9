package dev.roost.conformance.scenario;

import dev.roost.conformance.match.Difference;

/** The server's behavior differs from the scenario. */
final class Mismatch extends AssertionError {
  private static final int LONGEST_LINE = 600;
  private static final int KEPT_OF_LONGER = 560;

  Mismatch(String description) {
    super(description);
  }

  private Mismatch and(String label, String value) {
    return new Mismatch(getMessage() + "\n  " + label + ": " + shortened(value));
  }

  /** Adds the expected value. */
  Mismatch expected(String value) {
    return and("expected", value);
  }

  /** Adds the received value. */
  Mismatch got(String value) {
    return and("got     ", value);
  }

  /** Adds the place of the difference. */
  Mismatch at(Difference place) {
    return and("differs ", place.path() + ": " + place.why())
        .and("expected there", place.expectedText())
        .and("got there     ", place.gotText());
  }

  static String shortened(String line) {
    return line.length() > LONGEST_LINE
        ? line.substring(0, KEPT_OF_LONGER) + " … (" + line.length() + " characters)"
        : line;
  }
}

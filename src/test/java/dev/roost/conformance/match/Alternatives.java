package dev.roost.conformance.match;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The expected code, status or header of a scenario: one value, or a list of accepted values. */
public final class Alternatives {
  private Alternatives() {}

  /**
   * Whether the value is accepted.
   *
   * @param expected one value or several; null allows none
   */
  public static boolean allow(@Nullable JsonNode expected, JsonNode got) {
    if (expected == null || !expected.isArray()) {
      return got.equals(expected);
    }
    for (JsonNode alternative : expected) {
      if (alternative.equals(got)) {
        return true;
      }
    }
    return false;
  }
}

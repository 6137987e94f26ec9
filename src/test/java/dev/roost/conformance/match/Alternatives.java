package dev.roost.conformance.match;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A code, status or header as a scenario gives it: one value, or a list of all that are right. */
public final class Alternatives {
  private Alternatives() {}

  /**
   * Whether the value is right.
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

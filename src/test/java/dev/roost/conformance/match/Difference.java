package dev.roost.conformance.match;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The first place at which a value is not as expected.
 *
 * @param path where, from {@code $} on
 * @param expected the expected value; null if none is expected
 * @param got the actual value; null if it is missing
 * @param why in a few words
 */
public record Difference(
    String path, @Nullable JsonNode expected, @Nullable JsonNode got, String why) {

  /** The expected value as text. */
  public String expectedText() {
    return text(expected);
  }

  /** The actual value as text. */
  public String gotText() {
    return text(got);
  }

  private static String text(@Nullable JsonNode value) {
    return value == null ? "nothing" : ScenarioJson.write(value);
  }
}

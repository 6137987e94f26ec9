package dev.roost.conformance.match;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The first place at which a value is not as expected.
 *
 * @param path where, from {@code $} on
 * @param expected what should be there, or null for nothing
 * @param got what is there, or null for nothing
 * @param why in a few words
 */
public record Difference(
    String path, @Nullable JsonNode expected, @Nullable JsonNode got, String why) {

  /** What should be there, as text. */
  public String expectedText() {
    return text(expected);
  }

  /** What is there, as text. */
  public String gotText() {
    return text(got);
  }

  private static String text(@Nullable JsonNode value) {
    return value == null ? "nothing" : ScenarioJson.write(value);
  }
}

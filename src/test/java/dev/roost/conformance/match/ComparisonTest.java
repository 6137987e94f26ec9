package dev.roost.conformance.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison itself: values that match and values that differ. */
class ComparisonTest {
  private final Refs refs = new Refs();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1, "b": [true, null]} | {"b": [true, null], "a": 1.0}
          12345678901234567890        | 12345678901234567890
          1e+21                       | 1000000000000000000000
          5e-324                      | 4.9E-324
          -0.0                        | 0
          "<any>"                     | {"x": []}
          {"<json>": [1, "x"]}        | "[1.0, \\"x\\"]"
          ["<ref:a>", "<ref:a>"]      | ["x", "x"]
          ["<ref:a>", "<ref:b>"]      | ["x", "y"]
          """)
  void matches(String expected, String got) {
    assertThat(Comparison.compare(json(expected), json(got), refs)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1}               | {"a": 1, "b": 2}      | $.b
          {"a": null}            | {}                    | $.a
          {"a": [1, {"b": 2}]}   | {"a": [1, {"b": 3}]}  | $.a[1].b
          [1, 2]                 | [1]                   | $
          [1, 2]                 | [2, 1]                | $[0]
          []                     | {}                    | $
          {}                     | []                    | $
          null                   | false                 | $
          1                      | "1"                   | $
          "x"                    | "X"                   | $
          0.1                    | 0.10000001            | $
          12345678901234567890   | 12345678901234567891  | $
          1e+400                 | 1                     | $
          {"<json>": 1}          | 1                     | $
          {"<json>": 1}          | "1 1"                 | $
          {"<json>": {"a": 1}}   | "{\\"a\\": 2}"        | $<json>.a
          "<ref:a>"              | 1                     | $
          ["<ref:a>", "<ref:a>"] | ["x", "y"]            | $[1]
          ["<ref:a>", "<ref:b>"] | ["x", "x"]            | $[1]
          """)
  void findsTheDifference(String expected, String got, String path) {
    assertThat(Comparison.compare(json(expected), json(got), refs))
        .get()
        .extracting(Difference::path)
        .isEqualTo(path);
  }

  @Test
  void bindsRefsOnlyOnAMatch() {
    assertThat(Comparison.compare(json("[\"<ref:a>\", 1]"), json("[\"x\", 2]"), refs)).isPresent();
    assertThat(Comparison.compare(json("\"<ref:a>\""), json("\"y\""), refs)).isEmpty();
    assertThat(Comparison.compare(json("\"<ref:a>\""), json("\"x\""), refs)).isPresent();
  }

  @Test
  void triesEveryOrder() {
    List<JsonNode> expected = List.of(json("[\"<ref:a>\", 1]"), json("[\"<ref:b>\", 1]"));
    assertThat(
            Comparison.sameInSomeOrder(
                expected, List.of(json("[\"x\", 1]"), json("[\"y\", 1]")), refs))
        .isTrue();
    assertThat(
            Comparison.sameInSomeOrder(
                expected, List.of(json("[\"y\", 1]"), json("[\"x\", 1]")), refs))
        .isTrue();
    assertThat(
            Comparison.sameInSomeOrder(
                expected, List.of(json("[\"x\", 1]"), json("[\"x\", 1]")), refs))
        .isFalse();
  }

  private static JsonNode json(String text) {
    return ScenarioJson.parse(text).orElseThrow();
  }
}

package dev.roost.conformance.match;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Reads and writes the recordings' JSON; numbers keep every digit. */
public final class ScenarioJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ScenarioJson() {}

  /** Parses one JSON value; empty if the text is not JSON. */
  public static Optional<JsonNode> parse(String text) {
    try {
      JsonNode value = MAPPER.readTree(text);
      return value.isMissingNode() ? Optional.empty() : Optional.of(value);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes a value on one line, with a space after each comma and colon: readable, and servers must
   * accept white space.
   */
  public static String write(JsonNode value) {
    if (value.isArray()) {
      StringJoiner elements = new StringJoiner(", ", "[", "]");
      value.forEach(element -> elements.add(write(element)));
      return elements.toString();
    }
    if (value.isObject()) {
      StringJoiner members = new StringJoiner(", ", "{", "}");
      for (Iterator<Map.Entry<String, JsonNode>> i = value.fields(); i.hasNext(); ) {
        Map.Entry<String, JsonNode> member = i.next();
        members.add(quote(member.getKey()) + ": " + write(member.getValue()));
      }
      return members.toString();
    }
    return value.isTextual() ? quote(value.textValue()) : value.asText();
  }

  /** The text as a JSON string. */
  public static String quote(String text) {
    try {
      return MAPPER.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("no JSON string", e);
    }
  }
}

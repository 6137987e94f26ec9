package dev.roost.conformance.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The saved values of a scenario. Replaces {@code ${NAME}} and {@code ${repeat:COUNT:TEXT}}. */
public final class Variables {
  private static final Pattern PLACE = Pattern.compile("\\$\\{(?:repeat:(\\d+):([^}]*)|(\\w+))}");

  private final Map<String, String> values = new HashMap<>();

  /** Saves a value. */
  public void put(String name, String value) {
    values.put(name, value);
  }

  /** Removes a value. */
  public void remove(String name) {
    values.remove(name);
  }

  /** Replaces the variables in all strings of the JSON, including member names. */
  public JsonNode fill(JsonNode json) {
    if (json.isTextual()) {
      return JsonNodeFactory.instance.textNode(fill(json.textValue()));
    }
    if (json.isArray()) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      json.forEach(element -> filled.add(fill(element)));
      return filled;
    }
    if (json.isObject()) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      for (Iterator<Map.Entry<String, JsonNode>> i = json.fields(); i.hasNext(); ) {
        Map.Entry<String, JsonNode> member = i.next();
        filled.set(fill(member.getKey()), fill(member.getValue()));
      }
      return filled;
    }
    return json;
  }

  /** Replaces the variables in the text. */
  public String fill(String text) {
    return fill(text, UnaryOperator.identity());
  }

  /** Replaces the variables in the text with encoded values. */
  public String fill(String text, UnaryOperator<String> encode) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(replacement(place, encode)));
  }

  private String replacement(MatchResult place, UnaryOperator<String> encode) {
    if (place.group(1) != null) {
      return place.group(2).repeat(Integer.parseInt(place.group(1)));
    }
    String value = values.get(place.group(3));
    if (value == null) {
      throw new IllegalStateException(
          "expected a saved variable, found none named " + place.group(3));
    }
    return encode.apply(value);
  }
}

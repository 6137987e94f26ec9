package dev.roost.internal.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.ParameterFilter;
import dev.roost.serializer.Payload;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/** Writes parameters and payloads as a filter allows. */
record LoggedParameters(ParameterFilter filter) {
  private static final String FILTERED = "[FILTERED]";
  private static final int MAX_LENGTH = 500;

  /** Beyond, a payload is not even looked at. */
  private static final int MAX_PAYLOAD_BYTES = 10_000;

  /** A payload as it may be logged, in one line of bounded length. */
  String show(Payload payload) {
    if (payload.isBinary()) {
      return payload.toString();
    }
    return payload.length() > MAX_PAYLOAD_BYTES
        ? payload.length() + " bytes of JSON"
        : show(payload.json());
  }

  /** Parameters as they may be logged, in one line of bounded length. */
  String show(Map<String, Object> parameters) {
    return show(Payload.of(parameters));
  }

  private String show(JsonNode json) {
    StringBuilder out = new StringBuilder();
    append(json, !filter.keeps(), out);
    return out.length() > MAX_LENGTH ? out.substring(0, MAX_LENGTH) + "…" : out.toString();
  }

  // Stop early: the rest would be cut off.
  private void append(JsonNode json, boolean shown, StringBuilder out) {
    if (out.length() > MAX_LENGTH) {
      return;
    }
    if (json.isObject()) {
      String separator = "{";
      for (Iterator<Map.Entry<String, JsonNode>> all = json.fields(); all.hasNext(); ) {
        Map.Entry<String, JsonNode> field = all.next();
        String key = field.getKey();
        out.append(separator).append(Crash.flat(key)).append(": ");
        if (!filter.keeps() && containsAWord(key)) {
          out.append(FILTERED);
        } else {
          append(field.getValue(), shown || filter.words().contains(key), out);
        }
        separator = ", ";
      }
      out.append(json.isEmpty() ? "{}" : "}");
    } else if (json.isArray()) {
      String separator = "[";
      for (JsonNode element : json) {
        append(element, shown, out.append(separator));
        separator = ", ";
      }
      out.append(json.isEmpty() ? "[]" : "]");
    } else {
      String text = json.asText();
      out.append(!shown || isHidden(text) ? FILTERED : Crash.flat(text));
    }
  }

  private boolean containsAWord(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return filter.words().stream().anyMatch(lower::contains);
  }

  private boolean isHidden(String text) {
    if (filter.keeps() || text.indexOf('=') < 0) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return filter.words().stream().anyMatch(word -> lower.contains(word + "="));
  }
}

package dev.roost.internal.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.serializer.Payload;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What of parameters and payloads may be logged, Phoenix's {@code filter_parameters}. Immutable.
 *
 * <p>A value is shown as {@code [FILTERED]} if its key contains one of the words, in whatever case,
 * or if it is a text with such a word and an equals sign in it.
 */
public final class ParameterFilter {
  /**
   * The words under which credentials are sent. Phoenix's default has {@code password}, and {@code
   * token} since 1.8.7; {@code jwt}, {@code secret}, {@code authorization} and {@code cookie} are
   * beyond it.
   */
  public static final ParameterFilter DEFAULT =
      discard(List.of("password", "token", "jwt", "secret", "authorization", "cookie"));

  private static final String FILTERED = "[FILTERED]";
  private static final int MAX_LENGTH = 500;

  /** Beyond, a payload is not even looked at. */
  private static final int MAX_PAYLOAD_BYTES = 10_000;

  private final List<String> words;
  private final boolean keep;

  private ParameterFilter(List<String> words, boolean keep) {
    this.words = words;
    this.keep = keep;
  }

  /** Hides the values of keys that contain one of the words. */
  public static ParameterFilter discard(List<String> words) {
    return new ParameterFilter(
        words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList(), false);
  }

  /** Hides the values of all keys but these. */
  public static ParameterFilter keep(List<String> keys) {
    return new ParameterFilter(List.copyOf(keys), true);
  }

  /** A payload as it may be logged, in one line of bounded length. */
  public String show(Payload payload) {
    if (payload.isBinary()) {
      return payload.toString();
    }
    return payload.length() > MAX_PAYLOAD_BYTES
        ? payload.length() + " bytes of JSON"
        : show(payload.json());
  }

  /** Parameters as they may be logged, in one line of bounded length. */
  public String show(Map<String, Object> parameters) {
    return show(Payload.of(parameters));
  }

  private String show(JsonNode json) {
    StringBuilder out = new StringBuilder();
    append(json, !keep, out);
    return out.length() > MAX_LENGTH ? out.substring(0, MAX_LENGTH) + "…" : out.toString();
  }

  // What is cut off at the end need not be written.
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
        if (!keep && containsAWord(key)) {
          out.append(FILTERED);
        } else {
          append(field.getValue(), shown || words.contains(key), out);
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
    return words.stream().anyMatch(lower::contains);
  }

  private boolean isHidden(String text) {
    if (keep || text.indexOf('=') < 0) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(word -> lower.contains(word + "="));
  }
}

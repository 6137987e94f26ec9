package dev.roost.live;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.channel.FormParams;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what the page pushes. */
final class Payloads {
  private static final Pattern BRACKETS = Pattern.compile("[\\[\\]]+");
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private Payloads() {}

  static Map<String, Object> map(Payload payload) {
    return payload.decode(MAP);
  }

  /**
   * The value of an event: a form's text decoded, what belongs to it merged in, the target as a
   * path.
   */
  static Payload eventValue(JsonNode message, String type, JsonCodec codec) {
    JsonNode value = message.path("value");
    if (!type.equals("form")) {
      return Payload.of(value, codec);
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException("the value of a form is text");
    }
    ObjectNode form = tree(FormParams.parse(value.textValue()).values(), codec);
    message.path("meta").properties().forEach(meta -> form.set(meta.getKey(), meta.getValue()));
    JsonNode target = form.get("_target");
    if (target != null && target.isTextual()) {
      form.set("_target", tree(path(target.textValue()), codec));
    }
    return Payload.of(form, codec);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends JsonNode> T tree(Object value, JsonCodec codec) {
    return (T) Payload.of(value, codec).json();
  }

  /** {@code user[langs][]} is {@code ["user", "langs"]}. */
  private static List<String> path(String name) {
    return BRACKETS.splitAsStream(name).filter(part -> !part.isEmpty()).toList();
  }
}

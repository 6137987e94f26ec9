package dev.roost.rooms.documents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.serializer.Payload;
import java.util.Optional;

/** Reads the one text that most of a client's messages carry. */
public final class ClientText {
  private ClientText() {}

  /** The text of any length, or nothing if it is not there, is no string, or cannot be stored. */
  public static Optional<String> read(Payload payload, String member) {
    return read(payload, member, Integer.MAX_VALUE);
  }

  /**
   * The text, or nothing if it is not there, is no string, or is too long.
   *
   * @param maxBytes how long it may be, in UTF-8
   */
  public static Optional<String> read(Payload payload, String member, int maxBytes) {
    if (!payload.isObject()) {
      return Optional.empty();
    }
    return Optional.ofNullable(payload.json().get(member))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(text -> fits(text, maxBytes));
  }

  /** Whether it can be stored, and is not too long in UTF-8. */
  public static boolean fits(String text, int maxBytes) {
    if (text.length() > maxBytes) {
      return false;
    }
    int bytes = DocumentText.utf8Length(text);
    return bytes >= 0 && bytes <= maxBytes;
  }
}

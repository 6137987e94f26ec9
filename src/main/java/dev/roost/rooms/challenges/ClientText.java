package dev.roost.rooms.challenges;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.wire.Payload;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the one text that most of a client's messages carry. */
final class ClientText {
  private ClientText() {}

  /**
   * The text, or nothing if it is not there, is no string, or is too long.
   *
   * @param maxBytes how long it may be, in UTF-8
   */
  static Optional<String> read(Payload payload, String member, int maxBytes) {
    if (!payload.isObject()) {
      return Optional.empty();
    }
    return Optional.ofNullable(payload.json().get(member))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(text -> text.length() <= maxBytes && isUtf8(text, maxBytes));
  }

  // JSON can escape half of a surrogate pair. Once stored, it could not be sent to anybody again.
  private static boolean isUtf8(String text, int maxBytes) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining()
          <= maxBytes;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}

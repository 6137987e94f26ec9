package dev.roost.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the fields around a payload, the parser standing on each. */
final class EnvelopeFields {
  private EnvelopeFields() {}

  /** A topic or event, which must be a string. */
  static String string(JsonParser parser, @Nullable JsonToken token)
      throws IOException, DecodeException {
    if (token != JsonToken.VALUE_STRING) {
      throw new DecodeException("topic and event are strings");
    }
    return parser.getText();
  }

  /** A ref, which may be anything. */
  static @Nullable Ref ref(byte[] utf8, JsonParser parser, @Nullable JsonToken token)
      throws IOException, DecodeException {
    requireValue(token);
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token == JsonToken.VALUE_STRING) {
      return Ref.of(parser.getText());
    }
    return Ref.literal(Json.slice(utf8, parser).toString());
  }

  /** Checks that there is an element, and not the end of the array or of the input. */
  static void requireValue(@Nullable JsonToken token) throws DecodeException {
    if (token == null || token == JsonToken.END_ARRAY) {
      throw new DecodeException("a message has five elements");
    }
  }

  /** Checks that nothing follows the message. */
  static void requireEnd(JsonParser parser) throws IOException, DecodeException {
    if (parser.nextToken() != null) {
      throw new DecodeException("more than one JSON value");
    }
  }
}

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
    return wellFormed(parser.getText());
  }

  // JSON can escape half of a surrogate pair, which no UTF-8 can say.
  private static String wellFormed(String text) throws DecodeException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          throw new DecodeException("half of a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }

  /** A ref, which may be anything. */
  static @Nullable Ref ref(byte[] utf8, JsonParser parser, @Nullable JsonToken token)
      throws IOException, DecodeException {
    requireValue(token);
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token == JsonToken.VALUE_STRING) {
      return Ref.of(wellFormed(parser.getText()));
    }
    return Ref.literal(Json.slice(utf8, parser).compacted().toString());
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

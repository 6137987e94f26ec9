package dev.roost.serializer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an envelope of JSON: the fields around a payload, the {@linkplain #parser parser} standing
 * on each. Payloads and refs are checked and not decoded.
 *
 * <p>All methods throw {@link IOException} if the input is not JSON, which a serializer makes a
 * {@link DecodeException} of.
 */
public final class EnvelopeFields {
  private EnvelopeFields() {}

  /**
   * A parser for the content of a text frame.
   *
   * @param utf8 the same array as for the other methods
   * @throws IOException if the input does not begin as JSON
   */
  public static JsonParser parser(byte[] utf8) throws IOException {
    return Json.FACTORY.createParser(utf8);
  }

  /**
   * A topic or event: the text of a string, or any other JSON value as it was written.
   *
   * @throws IOException if the input is no JSON
   * @throws DecodeException if the text is not well-formed
   */
  public static String text(byte[] utf8, JsonParser parser, @Nullable JsonToken token)
      throws IOException, DecodeException {
    requireValue(token);
    return token == JsonToken.VALUE_STRING
        ? wellFormed(parser.getText())
        : Json.slice(utf8, parser).compacted().toString();
  }

  /**
   * A payload, as a slice of the input.
   *
   * @throws IOException if the input is no JSON
   * @throws DecodeException if the payload is no JSON value
   */
  public static Payload payload(byte[] utf8, JsonParser parser, @Nullable JsonToken token)
      throws IOException, DecodeException {
    requireValue(token);
    return Json.slice(utf8, parser);
  }

  /**
   * The message with these fields, which {@link #text} has read.
   *
   * @param topicToken the token that the topic was read from
   * @param eventToken the token that the event was read from
   * @throws FieldTypeException if the topic or event is no string; the engine answers it as Phoenix
   *     does
   */
  public static Message message(
      @Nullable Ref joinRef,
      @Nullable Ref ref,
      String topic,
      @Nullable JsonToken topicToken,
      String event,
      @Nullable JsonToken eventToken,
      Payload payload)
      throws FieldTypeException {
    if (topicToken != JsonToken.VALUE_STRING || eventToken != JsonToken.VALUE_STRING) {
      throw new FieldTypeException(
          joinRef, ref, asWritten(topic, topicToken), asWritten(event, eventToken));
    }
    return new Message(joinRef, ref, topic, event, payload);
  }

  private static Ref asWritten(String text, @Nullable JsonToken token) {
    return token == JsonToken.VALUE_STRING ? Ref.of(text) : Ref.literal(text);
  }

  // JSON can escape expected a surrogate pair, found half of one, which no UTF-8 can say.
  private static String wellFormed(String text) throws DecodeException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          throw new DecodeException("expected a surrogate pair, found half of one");
        }
        i++;
      }
    }
    return text;
  }

  /**
   * A ref or join_ref, which may be any JSON value; null for JSON's null.
   *
   * @throws IOException if the input is no JSON
   * @throws DecodeException if a text is not well-formed
   */
  public static @Nullable Ref ref(byte[] utf8, JsonParser parser, @Nullable JsonToken token)
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

  /**
   * Checks that there is an element, and not the end of the array or of the input.
   *
   * @throws DecodeException if the array or the input ends here
   */
  public static void requireValue(@Nullable JsonToken token) throws DecodeException {
    if (token == null || token == JsonToken.END_ARRAY) {
      throw new DecodeException("a message has five elements");
    }
  }

  /**
   * Checks that nothing follows the message.
   *
   * @throws IOException if the input is no JSON
   * @throws DecodeException if something follows
   */
  public static void requireEnd(JsonParser parser) throws IOException, DecodeException {
    if (parser.nextToken() != null) {
      throw new DecodeException("more than one JSON value");
    }
  }
}

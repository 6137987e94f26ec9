package dev.roost.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How Roost reads and writes JSON: the one factory and mapper that all payloads share. */
final class Json {
  /**
   * Without charset detection, for the protocol is UTF-8 and nothing else. Member names are not
   * interned: clients choose them.
   */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  static final ObjectMapper MAPPER =
      new ObjectMapper(FACTORY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

  private Json() {}

  /** Checks that {@code utf8} is one JSON value and nothing behind it. */
  static Payload read(byte[] utf8) throws DecodeException {
    try (JsonParser parser = FACTORY.createParser(utf8)) {
      if (parser.nextToken() == null) {
        throw new DecodeException("no JSON value");
      }
      Payload payload = slice(utf8, parser);
      if (parser.nextToken() != null) {
        throw new DecodeException("more than one JSON value");
      }
      return payload;
    } catch (IOException e) {
      throw new DecodeException("not JSON");
    }
  }

  /** The value that the parser stands on, which is checked and skipped, as a slice of its input. */
  static Payload slice(byte[] input, JsonParser parser) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    int end = (int) parser.currentLocation().getByteOffset();
    return Payload.checkedJson(input, start, end - start);
  }

  /** Whether well-formed JSON has no white space between its tokens. */
  static boolean isCompact(byte[] json, int offset, int length) {
    boolean inString = false;
    for (int i = offset; i < offset + length; i++) {
      byte b = json[i];
      if (inString) {
        if (b == '\\') {
          i++;
        } else if (b == '"') {
          inString = false;
        }
      } else if (b == '"') {
        inString = true;
      } else if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
        return false;
      }
    }
    return true;
  }

  /** The same value without white space between its tokens, numbers digit for digit. */
  static Payload compact(byte[] json, int offset, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(length);
    try (JsonParser parser = FACTORY.createParser(json, offset, length);
        JsonGenerator generator = FACTORY.createGenerator(out)) {
      while (parser.nextToken() != null) {
        generator.copyCurrentEventExact(parser);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a checked payload could not be read", e);
    }
    byte[] compact = out.toByteArray();
    return Payload.checkedJson(compact, 0, compact.length);
  }
}

package dev.roost.serializer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How Roost reads JSON that it does not decode: the one factory that all payloads share. */
final class Json {
  /**
   * Without charset detection, for the protocol is UTF-8 and nothing else. Member names are not
   * interned: clients choose them.
   */
  static final PayloadFactory FACTORY = new PayloadFactory();

  /** For trees, which need no codec. */
  static final ObjectMapper TREES = new ObjectMapper(FACTORY.copy());

  private Json() {}

  /** Checks that {@code utf8} is one JSON value and nothing behind it. */
  static Payload read(byte[] utf8) throws DecodeException {
    Payload usual = CompactScanner.scanAscii(utf8);
    return usual != null ? usual : parse(utf8);
  }

  /** The same by a parser, which takes all there is. */
  static Payload parse(byte[] utf8) throws DecodeException {
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

  /** The text without white space around it, of which only the two ends are looked at. */
  static Payload unchecked(byte[] utf8) {
    int start = 0;
    int end = utf8.length;
    while (start < end && isWhiteSpace(utf8[start])) {
      start++;
    }
    while (end > start && isWhiteSpace(utf8[end - 1])) {
      end--;
    }
    if (start == end) {
      throw new IllegalArgumentException("no JSON value");
    }
    int wanted = lastByteAfter(utf8[start]);
    if (wanted >= 0 && (end - start < 2 || utf8[end - 1] != wanted)) {
      throw new IllegalArgumentException("not JSON: begins with " + (char) utf8[start] + " only");
    }
    return Payload.knownJson(utf8, start, end - start);
  }

  private static int lastByteAfter(byte first) {
    return switch (first) {
      case '{' -> '}';
      case '[' -> ']';
      case '"' -> '"';
      default -> -1;
    };
  }

  /** The value that the parser stands on, which is checked and skipped, as a slice of its input. */
  static Payload slice(byte[] input, JsonParser parser) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    int end = (int) parser.currentLocation().getByteOffset();
    return Payload.knownJson(input, start, end - start);
  }

  /** Whether JSON has no white space between its tokens. */
  static boolean isCompact(byte[] json, int offset, int length) {
    boolean inString = false;
    for (int i = offset; i < offset + length; i++) {
      byte b = json[i];
      if (inString && b == '\\') {
        i++;
      } else if (b == '"') {
        inString = !inString;
      } else if (!inString && isWhiteSpace(b)) {
        return false;
      }
    }
    return true;
  }

  /** The same value without white space between its tokens, and otherwise byte for byte. */
  static Payload compact(byte[] json, int offset, int length) {
    byte[] compact = new byte[length];
    int size = 0;
    boolean inString = false;
    for (int i = offset; i < offset + length; i++) {
      byte b = json[i];
      if (inString && b == '\\' && i + 1 < offset + length) {
        compact[size++] = b;
        b = json[++i];
      } else if (b == '"') {
        inString = !inString;
      } else if (!inString && isWhiteSpace(b)) {
        continue;
      }
      compact[size++] = b;
    }
    return Payload.knownJson(compact, 0, size);
  }

  /** A well-formed object with one member more at its end. */
  static byte[] append(byte[] json, int offset, int length, String name, String value) {
    byte[] member = (quoted(name) + ":" + quoted(value)).getBytes(StandardCharsets.UTF_8);
    int behindLast = length - 1;
    boolean first = isEmptyObject(json, offset);
    byte[] longer = new byte[length + member.length + (first ? 0 : 1)];
    System.arraycopy(json, offset, longer, 0, behindLast);
    int at = behindLast;
    if (!first) {
      longer[at++] = ',';
    }
    System.arraycopy(member, 0, longer, at, member.length);
    longer[longer.length - 1] = '}';
    return longer;
  }

  private static String quoted(String value) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + "\"";
  }

  private static boolean isEmptyObject(byte[] json, int offset) {
    int at = offset + 1;
    while (isWhiteSpace(json[at])) {
      at++;
    }
    return json[at] == '}';
  }

  private static boolean isWhiteSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}

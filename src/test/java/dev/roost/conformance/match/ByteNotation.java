package dev.roost.conformance.match;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The notation of bytes in recordings: hex, and ASCII in single quotes: {@code 00 01 'echo:x' ff}.
 */
public final class ByteNotation {
  private static final Pattern PART = Pattern.compile("'[^']*'|[0-9a-fA-F]{2}|\\S+");
  private static final Pattern ASCII_WITHOUT_QUOTE = Pattern.compile("[\\x20-\\x26\\x28-\\x7e]+");
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  /** The number of length bytes after the kind of a binary message: push, reply, broadcast. */
  private static final Map<Integer, Integer> LENGTHS = Map.of(0, 3, 1, 4, 2, 2);

  private ByteNotation() {}

  /** Parses the notation. */
  public static Buffer parse(String text) {
    Buffer bytes = Buffer.buffer();
    Matcher part = PART.matcher(text);
    while (part.find()) {
      String found = part.group();
      if (found.length() >= 2 && found.startsWith("'")) {
        bytes.appendString(found.substring(1, found.length() - 1), "ISO-8859-1");
      } else if (found.length() == 2) {
        bytes.appendBytes(HEX.parseHex(found));
      } else {
        throw new IllegalArgumentException("not hex: " + found);
      }
    }
    return bytes;
  }

  /** Formats a binary message, with separate fields if it is one of the protocol's kinds. */
  public static String write(Buffer message) {
    Integer count = message.length() == 0 ? null : LENGTHS.get((int) message.getByte(0));
    if (count == null || message.length() < 1 + count) {
      return hex(message);
    }
    StringJoiner parts = new StringJoiner(" ");
    int at = 1 + count;
    parts.add(hex(message.slice(0, at)));
    for (int i = 1; i <= count; i++) {
      int length = message.getUnsignedByte(i);
      if (at + length > message.length()) {
        return hex(message);
      }
      if (length > 0) {
        parts.add(field(message.slice(at, at + length)));
      }
      at += length;
    }
    if (at < message.length()) {
      parts.add(hex(message.slice(at, message.length())));
    }
    return parts.toString();
  }

  private static String field(Buffer bytes) {
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    return ASCII_WITHOUT_QUOTE.matcher(text).matches() ? "'" + text + "'" : hex(bytes);
  }

  private static String hex(Buffer bytes) {
    return HEX.formatHex(bytes.getBytes());
  }
}

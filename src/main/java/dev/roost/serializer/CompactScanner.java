package dev.roost.serializer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads vsn 2.0.0 messages as phoenix.js and {@code JSON.stringify} write them, in one pass and at
 * a third of a JSON parser's cost: {@code [join_ref,ref,"topic","event",{…}]} without white space.
 *
 * <p>It accepts well-formed JSON only. It leaves the rest to the parser: what is long, deep or
 * malformed, and anything with escapes, exponents or white space.
 */
final class CompactScanner {
  private static final int MAX_BYTES = 16_384;
  private static final int MAX_DEPTH = 32;

  /** Jackson takes longer numbers, too. */
  private static final int MAX_NUMBER = 20;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final byte[] utf8;
  private int at;
  private boolean failed;
  private boolean ascii = true;

  private CompactScanner(byte[] utf8) {
    this.utf8 = utf8;
  }

  /**
   * The message, or null if a parser has to look at it.
   *
   * @param utf8 well-formed UTF-8; the message keeps slices of it
   */
  static @Nullable Message scan(byte[] utf8) {
    return utf8.length > MAX_BYTES ? null : new CompactScanner(utf8).message();
  }

  /**
   * An object or array that is all of the text, or null if a parser has to look at it: also if it
   * is not ASCII, as it may be no UTF-8.
   */
  static @Nullable Payload scanAscii(byte[] text) {
    return text.length > MAX_BYTES ? null : new CompactScanner(text).ascii();
  }

  private @Nullable Payload ascii() {
    if (peek() == '[') {
      array(0);
    } else {
      object(0);
    }
    return failed || !ascii || at != utf8.length ? null : Payload.compactJson(utf8, 0, utf8.length);
  }

  private @Nullable Message message() {
    expect('[');
    Ref joinRef = ref();
    expect(',');
    Ref ref = ref();
    expect(',');
    String topic = text();
    expect(',');
    String event = text();
    expect(',');
    int payload = at;
    object(0);
    int end = at;
    expect(']');
    return failed || at != utf8.length
        ? null
        : new Message(
            joinRef, ref, topic, event, Payload.compactJson(utf8, payload, end - payload));
  }

  // -- The envelope

  private @Nullable Ref ref() {
    if (peek() == 'n') {
      literal("null");
      return null;
    }
    String text = text();
    return failed ? null : Ref.of(text);
  }

  // Topics, events and refs that are not ASCII are few.
  private String text() {
    int start = at + 1;
    if (!string()) {
      failed = true;
    }
    return failed ? "" : new String(utf8, start, at - 1 - start, StandardCharsets.ISO_8859_1);
  }

  // -- JSON

  private void object(int depth) {
    expect('{');
    if (peek() == '}') {
      at++;
      return;
    }
    do {
      string();
      expect(':');
      value(depth + 1);
    } while (skip(','));
    expect('}');
  }

  private void array(int depth) {
    expect('[');
    if (peek() == ']') {
      at++;
      return;
    }
    do {
      value(depth + 1);
    } while (skip(','));
    expect(']');
  }

  private void value(int depth) {
    if (depth > MAX_DEPTH) {
      failed = true;
    }
    if (failed) {
      return;
    }
    switch (peek()) {
      case '"' -> string();
      case '{' -> object(depth);
      case '[' -> array(depth);
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number();
    }
  }

  // Returns whether all bytes are ASCII.
  private boolean string() {
    expect('"');
    long all = 0;
    int i = at;
    for (; i + Long.BYTES <= utf8.length; i += Long.BYTES) {
      long word = (long) LONGS.get(utf8, i);
      long ends = ends(word);
      if (ends != 0) {
        int bitsBefore = Long.numberOfTrailingZeros(ends) - (Byte.SIZE - 1);
        all |= word & ((1L << bitsBefore) - 1);
        i += bitsBefore / Byte.SIZE;
        break;
      }
      all |= word;
    }
    while (i < utf8.length
        && (utf8[i] >= ' ' || utf8[i] < 0)
        && utf8[i] != '"'
        && utf8[i] != '\\') {
      all |= utf8[i++];
    }
    at = i;
    expect('"');
    boolean isAscii = (all & HIGH_BITS) == 0;
    ascii &= isAscii;
    return isAscii;
  }

  // Sets the high bit of the first of eight bytes that is a quote, a backslash or less than a
  // space, and maybe of some behind it: subtracting borrows from the next byte.
  private static long ends(long word) {
    long quote = word ^ (ONES * '"');
    long backslash = word ^ (ONES * '\\');
    long found =
        ((quote - ONES) & ~quote)
            | ((backslash - ONES) & ~backslash)
            | ((word - (ONES * ' ')) & ~word);
    return found & HIGH_BITS;
  }

  private void number() {
    int start = at;
    skip('-');
    if (!skip('0')) {
      digits();
    }
    if (skip('.')) {
      digits();
    }
    // Leaves exponents, and digits behind a zero.
    if (isDigit(peek()) || (peek() | 0x20) == 'e' || at - start > MAX_NUMBER) {
      failed = true;
    }
  }

  private void digits() {
    int start = at;
    while (isDigit(peek())) {
      at++;
    }
    if (at == start) {
      failed = true;
    }
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  private void literal(String word) {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
  }

  private void expect(int b) {
    if (!skip(b)) {
      failed = true;
    }
  }

  private boolean skip(int b) {
    if (peek() != b) {
      return false;
    }
    at++;
    return true;
  }

  private int peek() {
    return at < utf8.length ? utf8[at] : -1;
  }
}

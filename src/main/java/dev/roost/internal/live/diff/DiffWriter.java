package dev.roost.internal.live.diff;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON of one message. Each value ends with a comma, which the end of its object or
 * array replaces. {@link #rollback} takes back what turned out to be empty.
 *
 * <p>A block's statics are left open until the end: statics that several places use are sent once,
 * in the member {@code p}, and the places refer to them by number.
 */
public final class DiffWriter {
  private static final int INITIAL_BYTES = 128;
  private static final byte[][] KEYS = new byte[64][];
  private static final byte[] STATICS_KEY = JsonText.ascii("\"s\":");
  private static final byte[] ROOT_MEMBER = JsonText.ascii("\"r\":1,");
  private static final byte[] TEMPLATES_KEY = JsonText.ascii("\"p\":{");
  private static final byte[] HEX = JsonText.ascii("0123456789abcdef");

  // The bytes that a shared template costs besides its statics: "12": and a comma.
  private static final int SHARED_ENTRY_BYTES = 6;
  private static final int SHARED_MEMBER_BYTES = 7;

  static {
    for (int i = 0; i < KEYS.length; i++) {
      KEYS[i] = JsonText.ascii("\"" + i + "\":");
    }
  }

  private static final DiffWriter DISCARDING = new DiffWriter(true, true);

  private final boolean discarding;
  private final boolean inlineStatics;
  private byte[] bytes = new byte[0];
  private int length;

  // The offsets of statics that are not written yet.
  private int[] openOffsets = new int[0];
  private Block[] openBlocks = new Block[0];
  private int open;

  public DiffWriter() {
    this(false, false);
  }

  private DiffWriter(boolean discarding, boolean inlineStatics) {
    this.discarding = discarding;
    this.inlineStatics = inlineStatics;
  }

  /** A writer that keeps nothing, for a state without a message. */
  static DiffWriter discarding() {
    return DISCARDING;
  }

  /** A writer for one component, whose templates the client does not look up in {@code p}. */
  static DiffWriter ofComponent() {
    return new DiffWriter(false, true);
  }

  boolean isDiscarding() {
    return discarding;
  }

  /** The place where the next byte goes; equal marks mean that nothing was written between. */
  int mark() {
    return length;
  }

  /** Takes back everything behind a mark: keys and brackets, no statics and no values. */
  void rollback(int mark) {
    length = mark;
  }

  boolean isEmpty() {
    return length == 0;
  }

  void key(int index) {
    if (index < KEYS.length) {
      raw(KEYS[index]);
    } else {
      raw('"');
      decimal(index);
      raw('"');
      raw(':');
    }
  }

  void beginObject() {
    raw('{');
  }

  void endObject() {
    end('}');
  }

  /** Ends an object or array, and the value that it is. */
  void end(char bracket) {
    if (discarding) {
      return;
    }
    if (bytes[length - 1] == ',') {
      length--;
    }
    raw(bracket);
    raw(',');
  }

  void root() {
    raw(ROOT_MEMBER);
  }

  void number(int value) {
    decimal(value);
    raw(',');
  }

  /** The statics of a block that the client does not have. */
  void statics(Block block) {
    if (discarding) {
      return;
    }
    raw(STATICS_KEY);
    if (inlineStatics) {
      raw(block.staticsJson());
      raw(',');
      return;
    }
    if (open == openBlocks.length) {
      int size = Math.max(4, 2 * open);
      openOffsets = Arrays.copyOf(openOffsets, size);
      openBlocks = Arrays.copyOf(openBlocks, size);
    }
    openOffsets[open] = length;
    openBlocks[open++] = block;
    raw(',');
  }

  void raw(byte[] json) {
    if (discarding) {
      return;
    }
    ensure(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
  }

  void raw(char ascii) {
    if (discarding) {
      return;
    }
    ensure(1);
    bytes[length++] = (byte) ascii;
  }

  private void decimal(int value) {
    if (value >= 0 && value < 10) {
      raw((char) ('0' + value));
    } else {
      raw(JsonText.ascii(Integer.toString(value)));
    }
  }

  /** A JSON string, in UTF-8. A surrogate without its pair becomes a question mark. */
  void string(String text) {
    if (discarding) {
      return;
    }
    int size = text.length();
    ensure(size + 3);
    bytes[length++] = '"';
    int i = 0;
    for (; i < size; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || c < ' ' || c == '"' || c == '\\') {
        break;
      }
      bytes[length++] = (byte) c;
    }
    if (i < size) {
      slowString(text, i);
    }
    ensure(2);
    bytes[length++] = '"';
    bytes[length++] = ',';
  }

  private void slowString(String text, int from) {
    int size = text.length();
    for (int i = from; i < size; i++) {
      // The longest escape, plus what the fast path reserved for the rest.
      ensure(size - i + 6);
      char c = text.charAt(i);
      if (c < 0x80) {
        escapedAscii(c);
      } else if (c < 0x800) {
        bytes[length++] = (byte) (0xC0 | (c >> 6));
        bytes[length++] = (byte) (0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        bytes[length++] = (byte) (0xE0 | (c >> 12));
        bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        bytes[length++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < size
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        bytes[length++] = (byte) (0xF0 | (point >> 18));
        bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        bytes[length++] = (byte) (0x80 | (point & 0x3F));
      } else {
        bytes[length++] = '?';
      }
    }
  }

  private void escapedAscii(char c) {
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\n' -> escape('n');
      case '\t' -> escape('t');
      case '\r' -> escape('r');
      default -> {
        if (c >= ' ') {
          bytes[length++] = (byte) c;
        } else {
          escape('u');
          bytes[length++] = '0';
          bytes[length++] = '0';
          bytes[length++] = HEX[c >> 4];
          bytes[length++] = HEX[c & 0xF];
        }
      }
    }
  }

  private void escape(char c) {
    bytes[length++] = '\\';
    bytes[length++] = (byte) c;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes =
          Arrays.copyOf(bytes, Math.max(INITIAL_BYTES, Math.max(2 * bytes.length, length + more)));
    }
  }

  /** The written value, without the last comma. For writers without open statics. */
  byte[] bytes() {
    int end = length > 0 && bytes[length - 1] == ',' ? length - 1 : length;
    return Arrays.copyOf(bytes, end);
  }

  /**
   * The members that were written, with their statics, as the inside of one object: no braces, no
   * comma at the end.
   */
  public byte[] members() {
    if (open == 0) {
      return bytes();
    }
    IdentityHashMap<Block, Use> uses = new IdentityHashMap<>();
    for (int i = 0; i < open; i++) {
      uses.computeIfAbsent(openBlocks[i], block -> new Use()).count++;
    }
    share(uses);
    DiffWriter result = new DiffWriter();
    result.ensure(2 * length);
    int from = 0;
    for (int i = 0; i < open; i++) {
      result.copy(bytes, from, openOffsets[i]);
      from = openOffsets[i];
      Use use = uses.get(openBlocks[i]);
      if (use != null && use.number >= 0) {
        result.decimal(use.number);
      } else {
        result.raw(openBlocks[i].staticsJson());
      }
    }
    result.copy(bytes, from, length);
    result.templates(uses);
    return result.bytes();
  }

  /** Numbers the blocks whose statics are worth sharing. */
  private void share(IdentityHashMap<Block, Use> uses) {
    int saved = -SHARED_MEMBER_BYTES;
    for (int i = 0; i < open; i++) {
      Use use = uses.get(openBlocks[i]);
      if (use != null && !use.counted) {
        use.counted = true;
        saved += Math.max(0, use.saves(openBlocks[i]));
      }
    }
    if (saved <= 0) {
      return;
    }
    int next = 0;
    for (int i = 0; i < open; i++) {
      Use use = uses.get(openBlocks[i]);
      if (use != null && use.number < 0 && use.saves(openBlocks[i]) > 0) {
        use.number = next++;
        use.block = openBlocks[i];
      }
    }
  }

  private void templates(IdentityHashMap<Block, Use> uses) {
    Use[] shared =
        uses.values().stream()
            .filter(use -> use.number >= 0)
            .sorted((a, b) -> Integer.compare(a.number, b.number))
            .toArray(Use[]::new);
    if (shared.length == 0) {
      return;
    }
    raw(TEMPLATES_KEY);
    for (Use use : shared) {
      Block block = use.block;
      if (block != null) {
        key(use.number);
        raw(block.staticsJson());
        raw(',');
      }
    }
    endObject();
  }

  private void copy(byte[] source, int from, int to) {
    ensure(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  /** How often one message has a block. */
  private static final class Use {
    int count;
    int number = -1;
    boolean counted;
    @Nullable Block block;

    int saves(Block of) {
      int size = of.staticsJson().length;
      return count * (size - 1) - size - SHARED_ENTRY_BYTES;
    }
  }
}

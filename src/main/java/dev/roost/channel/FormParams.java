package dev.roost.channel;

import dev.roost.serializer.InvalidPayloadException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code application/x-www-form-urlencoded} text, such as the query of a URL or the form that
 * a browser sends in a push, as {@code Plug.Conn.Query} does: {@code a[b]=c} is a map under {@code
 * a}, {@code a[]=c} a list, {@code a[][b]=c} a list of one map. Of a name that comes twice the last
 * value counts, and of values that contradict each other ({@code a=1} and {@code a[b]=2}) the last
 * kind.
 *
 * <pre>{@code
 * Params form = FormParams.parse("user[name]=eve&user[tags][]=a&user[tags][]=b");
 * // {"user": {"name": "eve", "tags": ["a", "b"]}}
 * }</pre>
 *
 * <p>A form that cannot be read throws {@link InvalidPayloadException}, which is the client's
 * mistake: a channel that lets it pass answers the push with an error and goes on. The message says
 * what is wrong and at which byte, and holds nothing of the form.
 *
 * <p>Mirrors Plug's algorithm: a pair is filed under its name's prefix ({@code u}, {@code u[]},
 * {@code u[][n]}), and a prefix that was seen before is not linked again. That is why {@code
 * u[][n]=a&u[][n]=b} is one map in a list, and why a prefix keeps the place of its first pair.
 */
public final class FormParams {
  private final byte[] form;
  private final FormLimits limits;
  private final List<Entry> root = new ArrayList<>();
  private final Map<String, List<Entry>> levels = new HashMap<>();

  /** A key, null for an element of a list, and what is under it: text, or another level. */
  private record Entry(@Nullable String key, @Nullable String text, @Nullable List<Entry> level) {}

  private FormParams(byte[] form, FormLimits limits) {
    this.form = form;
    this.limits = limits;
  }

  /**
   * Reads a form within the {@linkplain FormLimits#DEFAULT default limits}.
   *
   * @throws InvalidPayloadException see {@link #parse(byte[], FormLimits)}
   */
  public static Params parse(String form) {
    return parse(form, FormLimits.DEFAULT);
  }

  /**
   * Reads a form. Characters beyond ASCII need not be escaped.
   *
   * @throws InvalidPayloadException see {@link #parse(byte[], FormLimits)}
   */
  public static Params parse(String form, FormLimits limits) {
    if (form.length() > limits.bytes()) {
      throw tooLong(limits);
    }
    try {
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(form));
      byte[] bytes = new byte[utf8.remaining()];
      utf8.get(bytes);
      return parse(bytes, limits);
    } catch (CharacterCodingException e) {
      throw invalid("half of a surrogate pair");
    }
  }

  /**
   * Reads a form.
   *
   * @param form its bytes; those beyond ASCII need not be escaped
   * @throws InvalidPayloadException if a {@code %} is not followed by two hexadecimal digits, a
   *     name or value is not UTF-8, or the form is beyond one of the limits
   */
  public static Params parse(byte[] form, FormLimits limits) {
    if (form.length > limits.bytes()) {
      throw tooLong(limits);
    }
    FormParams read = new FormParams(form, limits);
    read.readPairs();
    return new Params(mapOf(read.root));
  }

  private void readPairs() {
    int number = 0;
    int start = 0;
    while (start < form.length) {
      int end = indexOf('&', start, form.length);
      if (end > start) {
        if (++number > limits.params()) {
          throw invalid("more than " + limits.params() + " parameters");
        }
        int equals = indexOf('=', start, end);
        put(decode(start, equals), equals < end ? decode(equals + 1, end) : "", start);
      }
      start = end + 1;
    }
  }

  /** The index of the character, or {@code end}. */
  private int indexOf(char wanted, int start, int end) {
    int at = start;
    while (at < end && form[at] != wanted) {
      at++;
    }
    return at;
  }

  private String decode(int start, int end) {
    byte[] utf8 = new byte[end - start];
    int size = 0;
    for (int i = start; i < end; i++) {
      byte b = form[i];
      if (b == '%') {
        utf8[size++] = hexByte(i, end);
        i += 2;
      } else {
        utf8[size++] = b == '+' ? (byte) ' ' : b;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8, 0, size)).toString();
    } catch (CharacterCodingException e) {
      throw invalid("not UTF-8: the parameter part from byte " + start + " to " + end);
    }
  }

  private byte hexByte(int percent, int end) {
    // Without a cast, bytes beyond ASCII are negative and no digits.
    int high = percent + 2 < end ? Character.digit((int) form[percent + 1], 16) : -1;
    int low = percent + 2 < end ? Character.digit((int) form[percent + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw invalid("the % at byte " + percent + " is not followed by two hexadecimal digits");
    }
    return (byte) (high << 4 | low);
  }

  private static InvalidPayloadException tooLong(FormLimits limits) {
    return invalid("longer than " + limits.bytes() + " bytes");
  }

  private static InvalidPayloadException invalid(String problem) {
    return new InvalidPayloadException(
        "the form is invalid: " + problem, Map.of("", problem), null);
  }

  // -- Nesting

  private void put(String name, String value, int at) {
    int bracket = name.indexOf('[');
    if (bracket <= 0 || !name.endsWith("]")) {
      root.add(new Entry(name, value, null));
      return;
    }
    String[] keys =
        name.substring(bracket + 1, name.length() - 1).split("]\\[", limits.depth() + 1);
    if (keys.length > limits.depth()) {
      throw invalid(
          "the parameter at byte " + at + " is nested more than " + limits.depth() + " deep");
    }
    List<Entry> above = root;
    String prefix = name.substring(0, bracket);
    @Nullable String key = prefix;
    int end = bracket;
    for (String next : keys) {
      above = level(above, key, prefix);
      key = next.isEmpty() ? null : next;
      end += next.length() + 2;
      prefix = name.substring(0, end);
    }
    above.add(new Entry(key, value, null));
  }

  /** The entries of a prefix, which are linked under their key when it first comes. */
  private List<Entry> level(List<Entry> above, @Nullable String key, String prefix) {
    List<Entry> level = levels.get(prefix);
    if (level == null) {
      level = new ArrayList<>();
      levels.put(prefix, level);
      above.add(new Entry(key, null, level));
    }
    return level;
  }

  private static Object valueOf(Entry entry) {
    List<Entry> level = entry.level();
    if (level == null) {
      return String.valueOf(entry.text());
    }
    // The latest entry says whether this is a list; entries of the other kind are left out.
    return level.get(level.size() - 1).key() == null ? listOf(level) : mapOf(level);
  }

  private static Map<String, Object> mapOf(List<Entry> entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Entry entry : entries) {
      String key = entry.key();
      if (key != null) {
        map.put(key, valueOf(entry));
      }
    }
    return map;
  }

  private static List<Object> listOf(List<Entry> entries) {
    List<Object> list = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.key() == null) {
        list.add(valueOf(entry));
      }
    }
    return list;
  }
}

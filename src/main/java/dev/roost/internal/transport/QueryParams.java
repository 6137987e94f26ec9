package dev.roost.internal.transport;

import dev.roost.channel.Params;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query string as {@code Plug.Conn.Query} does: {@code a[b]=c} is a map under {@code a},
 * {@code a[]=c} a list, {@code a[][b]=c} a list of one map. Of a name that comes twice the last
 * value counts, and of values that contradict each other ({@code a=1} and {@code a[b]=2}) the last
 * kind.
 *
 * <p>Mirrors Plug's algorithm: a pair is filed under its name's prefix ({@code u}, {@code u[]},
 * {@code u[][n]}), and a prefix that was seen before is not linked again. That is why {@code
 * u[][n]=a&u[][n]=b} is one map in a list, and why a prefix keeps the place of its first pair.
 */
final class QueryParams {
  private static final int MAX_PARAMS = 1_000;
  private static final int MAX_DEPTH = 32;

  private final List<Entry> root = new ArrayList<>();
  private final Map<String, List<Entry>> levels = new HashMap<>();

  /** A key, null for an element of a list, and what is under it: text, or another level. */
  private record Entry(@Nullable String key, @Nullable String text, @Nullable List<Entry> level) {}

  private QueryParams() {}

  /**
   * Reads a query string.
   *
   * @param pathParams variables of the path, which win over the query's
   * @throws IllegalArgumentException if it cannot be decoded, is no UTF-8, has more than 1,000
   *     parameters, or is nested more than 32 levels deep
   */
  static Params parse(@Nullable String query, Map<String, String> pathParams) {
    Map<String, Object> params = new LinkedHashMap<>();
    if (query != null && !query.isEmpty()) {
      QueryParams read = new QueryParams();
      read.readPairs(query);
      params.putAll(mapOf(read.root));
    }
    params.putAll(pathParams);
    return new Params(params);
  }

  private void readPairs(String query) {
    int number = 0;
    int start = 0;
    while (start <= query.length()) {
      int end = query.indexOf('&', start);
      if (end < 0) {
        end = query.length();
      }
      if (end > start) {
        if (++number > MAX_PARAMS) {
          throw new IllegalArgumentException("more than " + MAX_PARAMS + " parameters");
        }
        int equals = query.indexOf('=', start);
        if (equals < 0 || equals >= end) {
          put(decode(query, start, end), "");
        } else {
          put(decode(query, start, equals), decode(query, equals + 1, end));
        }
      }
      start = end + 1;
    }
  }

  /** Undoes the encoding of {@code application/x-www-form-urlencoded}. */
  private static String decode(String query, int start, int end) {
    byte[] utf8 = new byte[3 * (end - start)];
    int size = 0;
    for (int i = start; i < end; i++) {
      char c = query.charAt(i);
      if (c == '%') {
        utf8[size++] = hexByte(query, i + 1, end);
        i += 2;
      } else if (c == '+') {
        utf8[size++] = ' ';
      } else if (c <= 0xff) {
        // Netty makes a character of each byte, escaped or not.
        utf8[size++] = (byte) c;
      } else {
        throw new IllegalArgumentException("a parameter with a character that is not escaped");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8, 0, size)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a parameter that is no UTF-8", e);
    }
  }

  private static byte hexByte(String query, int start, int end) {
    int high = start + 1 < end ? Character.digit(query.charAt(start), 16) : -1;
    int low = start + 1 < end ? Character.digit(query.charAt(start + 1), 16) : -1;
    if (high < 0 || low < 0 || query.charAt(start) >= 0x80 || query.charAt(start + 1) >= 0x80) {
      throw new IllegalArgumentException("a % that is not followed by two hexadecimal digits");
    }
    return (byte) (high << 4 | low);
  }

  // -- Nesting

  private void put(String name, String value) {
    int bracket = name.indexOf('[');
    if (bracket <= 0 || !name.endsWith("]")) {
      root.add(new Entry(name, value, null));
      return;
    }
    String[] keys = name.substring(bracket + 1, name.length() - 1).split("]\\[", MAX_DEPTH + 1);
    if (keys.length > MAX_DEPTH) {
      throw new IllegalArgumentException("a parameter is nested too deeply");
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

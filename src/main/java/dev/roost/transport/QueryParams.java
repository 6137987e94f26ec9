package dev.roost.transport;

import dev.roost.channel.Params;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query string as Phoenix does: {@code a[b]=c} is a map under {@code a}, {@code a[]=c} a
 * list, and of a name that comes twice the last value counts. Values that contradict each other
 * ({@code a=1} and {@code a[b]=2}) count as the last too.
 */
final class QueryParams {
  private static final int MAX_PARAMS = 1_000;
  private static final int MAX_DEPTH = 32;

  private QueryParams() {}

  /**
   * Reads a query string.
   *
   * @param pathParams variables of the path, which win over the query's
   * @throws IllegalArgumentException if it cannot be decoded or is nested too deeply
   */
  static Params parse(@Nullable String query, Map<String, String> pathParams) {
    Map<String, Object> params = new LinkedHashMap<>();
    if (query != null) {
      QueryStringDecoder.builder()
          .hasPath(false)
          .semicolonIsNormalChar(true)
          .maxParams(MAX_PARAMS)
          .build(query)
          .parameters()
          .forEach((name, values) -> values.forEach(value -> put(params, name, value)));
    }
    params.putAll(pathParams);
    return new Params(params);
  }

  private static void put(Map<String, Object> params, String name, String value) {
    int bracket = name.indexOf('[');
    if (bracket <= 0 || !name.endsWith("]")) {
      params.put(name, value);
      return;
    }
    String[] keys = name.substring(bracket + 1, name.length() - 1).split("]\\[", -1);
    if (keys.length > MAX_DEPTH) {
      throw new IllegalArgumentException("a parameter is nested too deeply");
    }
    put(params, name.substring(0, bracket), keys, 0, value);
  }

  @SuppressWarnings("unchecked")
  private static void put(
      Map<String, Object> into, String name, String[] keys, int next, String value) {
    if (next == keys.length) {
      into.put(name, value);
    } else if (keys[next].isEmpty()) {
      if (!(into.get(name) instanceof List)) {
        into.put(name, new ArrayList<>());
      }
      ((List<Object>) into.get(name)).add(value);
    } else {
      if (!(into.get(name) instanceof Map)) {
        into.put(name, new LinkedHashMap<>());
      }
      put((Map<String, Object>) into.get(name), keys[next], keys, next + 1, value);
    }
  }
}

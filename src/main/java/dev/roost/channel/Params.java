package dev.roost.channel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a connection. As in Phoenix, {@code a[b]=c} is the parameter {@code a} with a
 * map that holds {@code b}, and {@code a[]=c} one with a list. Immutable.
 *
 * @param values each a {@code String}, a {@code List} or a {@code Map} of the same kinds
 */
public record Params(Map<String, Object> values) {

  /** Copies the values, all the way down. */
  public Params {
    values = copy(values);
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((name, value) -> copy.put((String) name, frozen(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object frozen(Object value) {
    if (value instanceof Map<?, ?> map) {
      return copy(map);
    }
    return value instanceof List<?> list ? list.stream().map(Params::frozen).toList() : value;
  }

  /** The parameter if there is one that is a string, or null. */
  public @Nullable String get(String name) {
    return values.get(name) instanceof String string ? string : null;
  }
}

package dev.roost.channel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a connection. As in Phoenix, {@code a[b]=c} is the parameter {@code a} with a
 * map that holds {@code b}, and {@code a[]=c} one with a list. Immutable.
 *
 * @param values each a {@code String}, a {@code List} or a {@code Map} of the same kinds
 */
public record Params(Map<String, Object> values) {

  /** Copies the values. */
  public Params {
    values = Map.copyOf(values);
  }

  /** The parameter if there is one that is a string, or null. */
  public @Nullable String get(String name) {
    return values.get(name) instanceof String string ? string : null;
  }
}

package dev.roost.live.html;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HTML attributes by name, in order. A template puts them into a tag by {@code <div {attributes}>}.
 * As a component of a function component's record they take the attributes that the record does not
 * declare. Values are escaped by the attribute's context, as if they were written in the tag.
 *
 * @param values a value that is null or false leaves the attribute out; true writes its name only
 */
public record Attributes(Map<String, @Nullable Object> values) {
  /** No attributes. */
  public static final Attributes EMPTY = new Attributes(Map.of());

  /** Copies the map. */
  public Attributes {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** These attributes and one more. */
  public Attributes with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Attributes(more);
  }
}

package dev.roost.auth;

import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a valid token. Immutable.
 *
 * @param values by their names; none is null
 */
public record Claims(Map<String, Object> values) {
  /** The last second of the year 9999. Later ones make no difference. */
  private static final double LATEST = 253_402_300_799.0;

  /** Copies the values. */
  public Claims {
    Map<String, Object> copy = new LinkedHashMap<>(values);
    copy.values().removeIf(value -> value == null);
    values = Collections.unmodifiableMap(copy);
  }

  /** A claim, or null. */
  public @Nullable Object get(String name) {
    return values.get(name);
  }

  /** A claim that is text, or null. */
  public @Nullable String text(String name) {
    return values.get(name) instanceof String text ? text : null;
  }

  /** The claim {@code sub}, or null. */
  public @Nullable String subject() {
    return text("sub");
  }

  /** The claim {@code exp}, or null if the token never expires. */
  public @Nullable Instant expiresAt() {
    Object value = values.get("exp");
    if (value instanceof Instant instant) {
      return instant;
    }
    if (value instanceof Date date) {
      return date.toInstant();
    }
    return value instanceof Number seconds
        ? Instant.ofEpochMilli((long) (Math.min(seconds.doubleValue(), LATEST) * 1_000))
        : null;
  }

  /** The names of the claims, without values that may be private. */
  @Override
  public String toString() {
    return "Claims" + values.keySet();
  }
}

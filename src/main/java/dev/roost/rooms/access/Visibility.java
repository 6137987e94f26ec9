package dev.roost.rooms.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which accounts may open a room without an invite. */
public enum Visibility {
  /** Everyone with an account, as an editor. */
  OPEN,
  /** Members only. */
  PRIVATE;

  /** The name in JSON and in the database. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The visibility of this name. */
  public static Optional<Visibility> named(String word) {
    return Arrays.stream(values()).filter(value -> value.word().equals(word)).findFirst();
  }
}

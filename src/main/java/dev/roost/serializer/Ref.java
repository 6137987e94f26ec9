package dev.roost.serializer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ref} or {@code join_ref} of a message: a value that the client chose and that comes
 * back to it unchanged, in the JSON type it was sent in.
 *
 * <p>phoenix.js sends strings. Phoenix echoes whatever it gets, and compares by type: {@code 1} is
 * another ref than {@code "1"}. A missing ref is {@code null}, not an instance of this class.
 * Immutable.
 */
public final class Ref {
  private final String text;
  private final boolean string;

  private Ref(String text, boolean string) {
    this.text = text;
    this.string = string;
  }

  /** A ref that is a JSON string, as phoenix.js and all binary frames have it. */
  public static Ref of(String value) {
    return new Ref(Objects.requireNonNull(value), true);
  }

  /**
   * A ref that is any other JSON value.
   *
   * @param json the value as it was written, such as {@code 7}; not checked
   */
  public static Ref literal(String json) {
    return new Ref(json, false);
  }

  /** Whether this is a JSON string; otherwise {@link #toString()} is the JSON value as written. */
  public boolean isString() {
    return string;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ref ref && string == ref.string && text.equals(ref.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The text that a binary frame carries for this ref. */
  @Override
  public String toString() {
    return text;
  }
}

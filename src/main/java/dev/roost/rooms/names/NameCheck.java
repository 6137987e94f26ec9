package dev.roost.rooms.names;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A checked name of a form.
 *
 * @param name in the form of {@link PlainName}; as it was filled in if it is wrong
 * @param error for the person who filled it in; null if the name is good
 */
public record NameCheck(String name, @Nullable String error) {

  /**
   * Checks a name, which must be there.
   *
   * @param maxLength in UTF-16 units
   */
  public static NameCheck of(String filledIn, int maxLength) {
    String text = filledIn.strip();
    if (text.isEmpty()) {
      return new NameCheck(text, "can't be blank");
    }
    if (text.length() > maxLength) {
      return new NameCheck(text, "should be at most " + maxLength + " characters");
    }
    Optional<String> name = PlainName.of(text, maxLength);
    return name.map(good -> new NameCheck(good, null))
        .orElseGet(() -> new NameCheck(text, "has characters that are not allowed"));
  }
}

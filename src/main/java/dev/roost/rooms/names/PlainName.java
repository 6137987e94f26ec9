package dev.roost.rooms.names;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Brings names into one form, and refuses those that show something else than they are: with
 * control characters, line breaks, characters that change the direction of text, or characters that
 * cannot be seen.
 *
 * <p>The form is NFKC of Unicode, with single spaces, and without variation selectors. Characters
 * that are made of several by a zero-width joiner are refused, some emoji among them.
 */
public final class PlainName {
  /** Formats (zero-width, direction, tags), controls, line breaks, halves of characters. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}"
              // Letters and symbols that leave nothing to see.
              + "\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{2800}\\x{3164}\\x{FFA0}\\x{FFFC}]");

  private static final Pattern VARIATION =
      Pattern.compile("[\\x{180B}-\\x{180D}\\x{180F}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}]");

  private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

  /** Marks that are heaped up reach into the lines above and below. */
  private static final Pattern TOO_MANY_MARKS = Pattern.compile("^\\p{M}|\\p{M}{5}");

  private PlainName() {}

  /**
   * The name in its one form; nothing if it has characters that are refused, or nothing to see.
   *
   * @param maxLength in UTF-16 units, of the form too
   */
  public static Optional<String> of(String name, int maxLength) {
    if (name.length() > maxLength || REFUSED.matcher(name).find()) {
      return Optional.empty();
    }
    String form =
        SPACES
            .matcher(
                Normalizer.normalize(VARIATION.matcher(name).replaceAll(""), Normalizer.Form.NFKC))
            .replaceAll(" ")
            .strip();
    return form.isEmpty()
            || form.length() > maxLength
            || REFUSED.matcher(form).find()
            || TOO_MANY_MARKS.matcher(form).find()
        ? Optional.empty()
        : Optional.of(form);
  }

  /** Whether a text is a name in its one form. */
  public static boolean isPlain(String name, int maxLength) {
    return of(name, maxLength).filter(name::equals).isPresent();
  }
}

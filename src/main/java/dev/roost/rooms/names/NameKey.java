package dev.roost.rooms.names;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says which names look alike: those with the same key. Keys leave out case, punctuation, the
 * number or the word "guest" in parentheses that the rooms add, and the difference between Latin,
 * Cyrillic and Greek letters of the same shape.
 *
 * <p>Not covered: letters that look alike otherwise (such as "rn" and "m", or those of other
 * scripts), accents (Zoë and Zoe are two names), and names that only sound alike.
 */
public final class NameKey {
  private static final Pattern SUFFIX =
      Pattern.compile("(\\s*\\(\\s*([0-9]+|guest)\\s*\\))+\\s*$", Pattern.CASE_INSENSITIVE);

  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{S}]+");

  // Lower-case letters, some of which are alike as capitals only: В and B.
  private static final String LOOK_ALIKES =
      "авекмнорстуүхіјѕԁһԛԝѵ" + "αβεζηικμνορτυχ" + "ıɑɡℓ" + "01i";
  private static final String LATIN = "abekmhopctyyxljsdhqwv" + "abezhlkmnoptyx" + "lagl" + "oll";

  private NameKey() {}

  /** The key of a name. */
  public static String of(String name) {
    String plain = SUFFIX.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceAll("");
    // Upper case first: ß and SS, or the two small sigmas, are one.
    String folded =
        Normalizer.normalize(
            plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    StringBuilder key = new StringBuilder(folded.length());
    for (int i = 0; i < folded.length(); i++) {
      int alike = LOOK_ALIKES.indexOf(folded.charAt(i));
      key.append(alike < 0 ? folded.charAt(i) : LATIN.charAt(alike));
    }
    String letters = SEPARATORS.matcher(key).replaceAll(" ").strip();
    return letters.isEmpty() ? key.toString() : letters;
  }

  /** The keys of all names by which the rooms show an account. */
  public static Set<String> ofAccount(String firstName, String lastName) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(of(firstName));
    keys.add(of(firstName + " " + lastName));
    keys.add(of(firstName + " " + initial(lastName)));
    return keys;
  }

  /** The first letter of a name, with its marks. */
  public static String initial(String name) {
    int end = name.isEmpty() ? 0 : name.offsetByCodePoints(0, 1);
    while (end < name.length() && isMark(name.codePointAt(end))) {
      end = name.offsetByCodePoints(end, 1);
    }
    return name.substring(0, end);
  }

  private static boolean isMark(int character) {
    int type = Character.getType(character);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}

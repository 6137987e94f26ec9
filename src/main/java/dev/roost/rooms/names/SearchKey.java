package dev.roost.rooms.names;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The form of a text in which lists search: without case, accents and the difference between
 * compatible characters. Stored in the tables, as PostgreSQL and SQLite fold letters differently.
 */
public final class SearchKey {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private SearchKey() {}

  /** The key of a text. */
  public static String of(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    String plain = MARKS.matcher(decomposed).replaceAll("");
    // Upper case first: ß and SS, or the two small sigmas, are one.
    String folded = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return SPACES.matcher(folded).replaceAll(" ").strip();
  }
}

package dev.roost.proxy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The comma-separated entries of a header, from the last to the first. Several lines are one list
 * (RFC 9110 section 5.3). Entries are found one by one, so a long header costs only what is read.
 *
 * <p>Commas in quoted strings separate nothing. Quotes are matched from the right, so that an
 * unbalanced quote of the client cannot swallow the entry that a proxy added behind it.
 */
final class HeaderList {
  private final List<String> lines;
  private final boolean quoted;
  private int line;
  private int end;

  private HeaderList(List<String> lines, boolean quoted) {
    this.lines = lines;
    this.quoted = quoted;
    line = lines.size();
    end = -1;
  }

  static HeaderList plain(List<String> lines) {
    return new HeaderList(lines, false);
  }

  static HeaderList quoted(List<String> lines) {
    return new HeaderList(lines, true);
  }

  /** The next entry to the left, without white space around it; null if there is none. */
  @Nullable String next() {
    String entry = rawNext();
    while (entry != null && entry.isEmpty()) {
      entry = rawNext();
    }
    return entry;
  }

  private @Nullable String rawNext() {
    if (end < 0) {
      if (line == 0) {
        return null;
      }
      line--;
      end = lines.get(line).length();
    }
    String text = lines.get(line);
    int comma = commaBefore(text, end);
    String entry = text.substring(comma + 1, end).strip();
    end = comma;
    return entry;
  }

  /** -1 if there is none, or if what is left cannot be read and therefore is one entry. */
  private int commaBefore(String text, int from) {
    int i = from - 1;
    while (i >= 0 && text.charAt(i) != ',') {
      i = quoted && text.charAt(i) == '"' ? openingQuote(text, i) - 1 : i - 1;
    }
    return Math.max(i, -1);
  }

  /** The quote that opens what the one at an index closes, or -1. */
  private static int openingQuote(String text, int closing) {
    int i = closing - 1;
    while (i >= 0 && (text.charAt(i) != '"' || isEscaped(text, i))) {
      i--;
    }
    return i;
  }

  private static boolean isEscaped(String text, int index) {
    int backslashes = 0;
    while (backslashes < index && text.charAt(index - backslashes - 1) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}

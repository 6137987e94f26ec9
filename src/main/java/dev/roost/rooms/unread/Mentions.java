package dev.roost.rooms.unread;

import java.util.Locale;

/** Finds the mentions in messages: {@code @Ann} mentions all whose first name is Ann. */
public final class Mentions {
  private Mentions() {}

  /** Whether a message mentions this first name. Upper and lower case are the same. */
  public static boolean contains(String message, String firstName) {
    String text = message.toLowerCase(Locale.ROOT);
    String mention = "@" + firstName.toLowerCase(Locale.ROOT);
    for (int at = text.indexOf(mention); at >= 0; at = text.indexOf(mention, at + 1)) {
      if (isStart(text, at) && isEnd(text, at + mention.length())) {
        return true;
      }
    }
    return false;
  }

  // An e-mail address is no mention.
  private static boolean isStart(String text, int at) {
    return at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at));
  }

  private static boolean isEnd(String text, int end) {
    return end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end));
  }
}

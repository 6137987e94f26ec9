package dev.roost.rooms.documents;

/** The rules of a text. */
public final class DocumentText {
  private DocumentText() {}

  /**
   * Whether a text can be stored and sent: it has no half of a surrogate pair, which UTF-8 has no
   * bytes for, no zero character, which PostgreSQL does not store, and no carriage return, which
   * editors take for a line break.
   */
  public static boolean isClean(String text) {
    return text.indexOf('\r') < 0 && utf8Length(text) >= 0;
  }

  /** With the line breaks that texts have here: line feeds. */
  public static String withLineFeeds(String text) {
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /** How many bytes it has in UTF-8; -1 if it cannot be stored, see {@link #isClean}. */
  public static int utf8Length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return -1;
      } else if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        return -1;
      }
    }
    return bytes;
  }
}

package dev.roost.internal.live.template;

import dev.roost.internal.live.diff.Formatter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The places of a URL in an attribute where a value can be, and what each does to the value. */
enum UrlPart implements Formatter {
  /** The whole URL, or its beginning: refused with a scheme that is not in the list. */
  WHOLE {
    @Override
    public String format(@Nullable Object value) {
      String url = Values.text(value);
      return HtmlEscaper.attribute(isSafe(url) ? url : REFUSED);
    }
  },
  /** One segment of the path: percent-encoded. */
  PATH {
    @Override
    public String format(@Nullable Object value) {
      String text = Values.text(value);
      // These two would leave their place: the browser removes the segment before it.
      return text.equals(".") || text.equals("..") ? "" : encode(text, "%20");
    }
  },
  /** A name or value in the query or the fragment: form-encoded. */
  QUERY {
    @Override
    public String format(@Nullable Object value) {
      return encode(Values.text(value), "+");
    }
  };

  /** The URL in place of a refused one. */
  static final String REFUSED = "about:invalid";

  private static final Set<String> SCHEMES =
      Set.of("http", "https", "mailto", "tel", "sms", "ftp", "xmpp", "geo", "webcal");
  private static final String HEX = "0123456789ABCDEF";
  private static final String PLAIN = "-_.~";

  /**
   * Whether a URL is relative or has a scheme that runs nothing. Browsers skip control characters
   * and blanks at the front, and tabs and line breaks everywhere.
   */
  static boolean isSafe(String url) {
    StringBuilder scheme = new StringBuilder();
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == ':') {
        return SCHEMES.contains(scheme.toString().toLowerCase(Locale.ROOT));
      }
      if (c == '/' || c == '?' || c == '#') {
        return true;
      }
      if (c > ' ') {
        scheme.append(c);
      }
    }
    return true;
  }

  private static String encode(String value, String blank) {
    StringBuilder encoded = null;
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < utf8.length; i++) {
      int c = utf8[i] & 0xFF;
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || PLAIN.indexOf(c) >= 0;
      if (plain && encoded == null) {
        continue;
      }
      if (encoded == null) {
        // Everything before is ASCII, one byte a character.
        encoded = new StringBuilder(utf8.length + 16).append(value, 0, i);
      }
      if (plain) {
        encoded.append((char) c);
      } else if (c == ' ') {
        encoded.append(blank);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
      }
    }
    return encoded == null ? value : encoded.toString();
  }
}

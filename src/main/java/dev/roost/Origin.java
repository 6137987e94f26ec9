package dev.roost;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a page, which browsers send in the header {@code Origin} (RFC 6454 section 6.2).
 *
 * @param scheme in lower case, such as {@code https}; null where an entry of a list leaves it open
 * @param host in lower case
 * @param port the scheme's own if none is written; 0 if that is not known either
 */
public record Origin(@Nullable String scheme, String host, int port) {
  // java.net.URI knows no host with an underscore, which browsers and name servers do.
  private static final Pattern FORM =
      Pattern.compile(
          "(?:([A-Za-z][A-Za-z0-9+.-]*):)?//(\\[[0-9A-Fa-f:.]+]|[^/?#@:\\[\\]\\s]+)(?::(\\d{1,5}))?/?");

  /** The origin that is written so, or null if it has no host or cannot be read. */
  static @Nullable Origin parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    String scheme = parts.group(1) == null ? null : parts.group(1).toLowerCase(Locale.ROOT);
    String port = parts.group(3);
    return new Origin(
        scheme,
        parts.group(2).toLowerCase(Locale.ROOT),
        port == null ? defaultPort(scheme) : Integer.parseInt(port));
  }

  static int defaultPort(@Nullable String scheme) {
    if (scheme == null) {
      return 0;
    }
    return switch (scheme) {
      case "http", "ws" -> 80;
      case "https", "wss" -> 443;
      default -> 0;
    };
  }
}

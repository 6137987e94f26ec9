package dev.roost.proxy;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and port as headers have them.
 *
 * @param host in lower case; an IPv6 address is in brackets
 * @param port 0 if none is written
 */
record HostPort(String host, int port) {
  private static final int MAX_LENGTH = 300;
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

  /** Reads {@code host}, {@code host:port}, and IPv6 addresses in brackets or bare. */
  static @Nullable HostPort parse(@Nullable String text) {
    if (text == null || text.length() > MAX_LENGTH) {
      return null;
    }
    Matcher parts = FORM.matcher(text);
    if (parts.matches()) {
      return of(parts.group(1), parts.group(2));
    }
    return text.indexOf(':') >= 0 && AddressLiteral.parse(text) != null
        ? of("[" + text + "]", null)
        : null;
  }

  private static @Nullable HostPort of(String host, @Nullable String port) {
    int number = port == null ? 0 : Integer.parseInt(port);
    return number > 65_535 ? null : new HostPort(host.toLowerCase(Locale.ROOT), number);
  }

  /** Without the brackets of an IPv6 address. */
  String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}

package dev.roost.internal.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One extension that a client offers by {@code Sec-WebSocket-Extensions}, RFC 6455 section 9.1.
 *
 * @param name of the extension
 * @param parameters by name, with null for a parameter without a value
 */
record ExtensionOffer(String name, Map<String, @Nullable String> parameters) {
  private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

  /**
   * Reads the offers of a request, the client's favorite first. An offer that repeats a parameter
   * is left out, as RFC 7692 section 7.1 declines it.
   *
   * @return nothing at all if the header does not follow the grammar: a client can do without
   */
  static List<ExtensionOffer> parse(String header) {
    Reader reader = new Reader(header);
    List<ExtensionOffer> offers = new ArrayList<>();
    do {
      ExtensionOffer offer = reader.offer();
      if (reader.failed) {
        return List.of();
      }
      if (offer != null) {
        offers.add(offer);
      }
    } while (reader.skip(','));
    return reader.isAtEnd() ? offers : List.of();
  }

  private static final class Reader {
    private final String text;
    private int at;
    private boolean failed;

    Reader(String text) {
      this.text = text;
    }

    @Nullable ExtensionOffer offer() {
      String name = token();
      Map<String, @Nullable String> parameters = new LinkedHashMap<>();
      boolean repeats = false;
      while (skip(';')) {
        String parameter = token();
        String value = skip('=') ? value() : null;
        repeats |= parameters.containsKey(parameter);
        parameters.put(parameter, value);
      }
      return repeats ? null : new ExtensionOffer(name, parameters);
    }

    private String value() {
      skipSpace();
      if (at >= text.length() || text.charAt(at) != '"') {
        return token();
      }
      // RFC 6455: what is quoted must be a token once the quotes are off.
      at++;
      String token = token();
      if (at < text.length() && text.charAt(at) == '"') {
        at++;
      } else {
        failed = true;
      }
      return token;
    }

    private String token() {
      skipSpace();
      int start = at;
      while (at < text.length() && isTokenChar(text.charAt(at))) {
        at++;
      }
      failed |= at == start;
      return text.substring(start, at);
    }

    private static boolean isTokenChar(char c) {
      return c > ' ' && c < 0x7f && SEPARATORS.indexOf(c) < 0;
    }

    boolean skip(char separator) {
      skipSpace();
      if (at < text.length() && text.charAt(at) == separator) {
        at++;
        return true;
      }
      return false;
    }

    boolean isAtEnd() {
      skipSpace();
      return at == text.length();
    }

    private void skipSpace() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
    }
  }
}

package dev.roost.proxy;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Forwarded}, RFC 7239 section 4: an element for each proxy. */
final class ForwardedElements implements ForwardedChain {
  static final String HEADER = "forwarded";

  /** Longer ones than any proxy writes are not read. */
  private static final int MAX_LENGTH = 1_000;

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  /** More than a token may have, as proxies write addresses with ports without quotes. */
  private static final String VALUE = "[!#$%&'*+.^_`|~0-9A-Za-z:\\[\\]-]*";

  private static final Pattern PAIR =
      Pattern.compile(
          "\\s*(" + TOKEN + ")=(?:(" + VALUE + ")|\"((?:[^\"\\\\]|\\\\.)*+)\")\\s*(?:;|$)");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  private final HeaderList elements;

  ForwardedElements(MultiMap headers) {
    elements = HeaderList.quoted(headers.getAll(HEADER));
  }

  @Override
  public @Nullable Hop next() {
    String element = elements.next();
    return element == null ? null : read(element);
  }

  private static Hop read(String element) {
    if (element.length() > MAX_LENGTH) {
      return Hop.UNREADABLE;
    }
    Map<String, String> pairs = new HashMap<>();
    Matcher pair = PAIR.matcher(element);
    int end = 0;
    while (end < element.length() && pair.find() && pair.start() == end) {
      String quoted = pair.group(3);
      String value = quoted == null ? pair.group(2) : ESCAPE.matcher(quoted).replaceAll("$1");
      if (pairs.put(pair.group(1).toLowerCase(Locale.ROOT), value) != null) {
        return Hop.UNREADABLE;
      }
      end = pair.end();
    }
    return end < element.length()
        ? Hop.UNREADABLE
        : Hop.of(
            HostPort.parse(pairs.get("for")),
            pairs.get("proto"),
            HostPort.parse(pairs.get("host")),
            0);
  }
}

package dev.roost.internal.transport;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The origin of the page that sends a request. A browser sends {@code Origin} with each request but
 * a GET to the page's own origin. Only {@code Referer} names the page then, and without it, a page
 * of a refused origin could poll and would be refused at its first post.
 */
final class PageOrigin {
  private static final Pattern ORIGIN_OF_URL = Pattern.compile("(https?://[^/?#\\s]+)(?:[/?#].*)?");

  private PageOrigin() {}

  /** The origin as text, or null if the request names none, as requests of programs do. */
  static @Nullable String of(HttpServerRequest request) {
    String origin = request.getHeader("origin");
    if (origin != null || !request.method().equals(HttpMethod.GET)) {
      return origin;
    }
    String referer = request.getHeader("referer");
    Matcher url = referer == null ? null : ORIGIN_OF_URL.matcher(referer);
    return url != null && url.matches() ? url.group(1) : null;
  }
}

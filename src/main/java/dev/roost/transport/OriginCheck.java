package dev.roost.transport;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may open a connection, Phoenix's {@code check_origin}. Browsers send the page's
 * origin, other clients send none and are let in; an origin that is no URI with a host, such as
 * {@code null} or {@code file://}, is refused. Immutable.
 */
public final class OriginCheck {
  private static final OriginCheck NONE = new OriginCheck((origin, request) -> true, false);
  private static final OriginCheck SAME = new OriginCheck(OriginCheck::isOriginOfRequest, true);

  private final Rule rule;
  private final boolean checks;

  private interface Rule {
    boolean allows(URI origin, HttpServerRequest request);
  }

  private OriginCheck(Rule rule, boolean checks) {
    this.rule = rule;
    this.checks = checks;
  }

  /** Lets every origin in. */
  public static OriginCheck none() {
    return NONE;
  }

  /**
   * The origin's host is the given one, whatever its scheme and port: Phoenix's {@code true}, with
   * the host of the endpoint's URL.
   */
  public static OriginCheck host(String host) {
    String wanted = lower(host);
    return new OriginCheck((origin, request) -> lower(origin.getHost()).equals(wanted), true);
  }

  /** The origin's scheme, host and port are those of the request: Phoenix's {@code :conn}. */
  public static OriginCheck sameAsRequest() {
    return SAME;
  }

  /**
   * The origin is in a list. Each entry may leave out the scheme ({@code //example.com}), the host
   * or the port; a host that begins with {@code *.} stands for the domain and all below it.
   *
   * @throws IllegalArgumentException if an entry cannot be read
   */
  public static OriginCheck allow(List<String> origins) {
    List<AllowedOrigin> allowed = origins.stream().map(AllowedOrigin::parse).toList();
    return new OriginCheck(
        (origin, request) -> allowed.stream().anyMatch(entry -> entry.matches(origin)), true);
  }

  /** The given predicate decides. Must not block. */
  public static OriginCheck custom(Predicate<URI> allows) {
    return new OriginCheck((origin, request) -> allows.test(origin), true);
  }

  /** Whether a request with this {@code Origin} header may go on. */
  boolean allows(@Nullable String originHeader, HttpServerRequest request) {
    if (!checks || originHeader == null) {
      return true;
    }
    try {
      URI origin = new URI(originHeader);
      return origin.getHost() != null && rule.allows(origin, request);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isOriginOfRequest(URI origin, HttpServerRequest request) {
    var authority = request.authority();
    String scheme = request.isSSL() ? "https" : "http";
    return authority != null
        && lower(authority.host()).equals(lower(origin.getHost()))
        && scheme.equals(origin.getScheme())
        && effectivePort(authority.port(), scheme) == effectivePort(origin.getPort(), scheme);
  }

  private static int effectivePort(int port, String scheme) {
    if (port > 0) {
      return port;
    }
    return scheme.equals("https") ? 443 : 80;
  }

  private static String lower(String host) {
    return host.toLowerCase(Locale.ROOT);
  }

  /** One entry of a list; null and 0 stand for anything. */
  private record AllowedOrigin(@Nullable String scheme, @Nullable String host, int port) {

    static AllowedOrigin parse(String entry) {
      // A URI's host cannot begin with "*.", so that is put aside first.
      boolean wildcard = entry.contains("//*.");
      try {
        URI uri = new URI(wildcard ? entry.replace("//*.", "//") : entry);
        String host = uri.getHost() == null ? null : lower(uri.getHost());
        if (host == null && uri.getScheme() == null) {
          throw new IllegalArgumentException(
              "the allowed origin \"" + entry + "\" needs a form such as //example.com");
        }
        return new AllowedOrigin(
            uri.getScheme(), wildcard ? "*." + host : host, Math.max(uri.getPort(), 0));
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException("the allowed origin \"" + entry + "\" is no URI", e);
      }
    }

    boolean matches(URI origin) {
      return (scheme == null || scheme.equals(origin.getScheme()))
          && matchesHost(lower(origin.getHost()))
          && (port == 0
              || port == effectivePort(origin.getPort(), String.valueOf(origin.getScheme())));
    }

    private boolean matchesHost(String actual) {
      if (host == null) {
        return true;
      }
      return host.startsWith("*.")
          ? actual.equals(host.substring(2)) || actual.endsWith(host.substring(1))
          : actual.equals(host);
    }
  }
}

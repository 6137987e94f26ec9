package dev.roost;

import dev.roost.proxy.ClientRequest;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may open a connection, Phoenix's {@code check_origin}. Browsers send the page's
 * origin. Other clients send none and are accepted; an origin without a host, such as {@code null}
 * or {@code file://}, is refused. Immutable.
 */
public final class OriginCheck {
  private static final OriginCheck NONE = new OriginCheck((origin, request) -> true, false);
  private static final OriginCheck SAME_HOST = new OriginCheck(OriginCheck::isHostOfRequest, true);
  private static final OriginCheck SAME = new OriginCheck(OriginCheck::isOriginOfRequest, true);

  private final Rule rule;
  private final boolean checks;

  private interface Rule {
    boolean allows(Origin origin, ClientRequest request);
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
    String wanted = host.toLowerCase(Locale.ROOT);
    return new OriginCheck((origin, request) -> origin.host().equals(wanted), true);
  }

  /**
   * The origin's host is the one that the request asks for, whatever its scheme and port. This is
   * Phoenix's {@code true}, with the request's own host in place of the host of the endpoint's URL.
   * Behind a proxy, the host is the one that a {@linkplain dev.roost.proxy.TrustedProxies trusted
   * proxy} forwards, or else the {@code Host} that the proxy sends.
   */
  public static OriginCheck sameHost() {
    return SAME_HOST;
  }

  /** The origin's scheme, host and port are those of the request: Phoenix's {@code :conn}. */
  public static OriginCheck sameAsRequest() {
    return SAME;
  }

  /**
   * The origin is in a list. An entry may leave out the scheme, and with it the port: {@code
   * //example.com} stands for any. With a scheme, a port that is left out is the scheme's own. A
   * host that begins with {@code *.} stands for the domain and all below it.
   *
   * @throws IllegalArgumentException if an entry has no host or cannot be read
   */
  public static OriginCheck allow(List<String> origins) {
    List<AllowedOrigin> allowed = origins.stream().map(AllowedOrigin::parse).toList();
    return new OriginCheck(
        (origin, request) -> allowed.stream().anyMatch(entry -> entry.matches(origin)), true);
  }

  /** The given predicate decides. Must not block. */
  public static OriginCheck custom(Predicate<Origin> allows) {
    return new OriginCheck((origin, request) -> allows.test(origin), true);
  }

  /** Whether this check allows a request with this {@code Origin} header. */
  public boolean allows(@Nullable String originHeader, ClientRequest request) {
    if (!checks || originHeader == null) {
      return true;
    }
    Origin origin = Origin.parse(originHeader);
    return origin != null && rule.allows(origin, request);
  }

  private static boolean isHostOfRequest(Origin origin, ClientRequest request) {
    return origin.host().equals(request.host());
  }

  private static boolean isOriginOfRequest(Origin origin, ClientRequest request) {
    String scheme = request.scheme();
    int port = request.hostPort() == 0 ? Origin.defaultPort(scheme) : request.hostPort();
    return isHostOfRequest(origin, request)
        && scheme.equals(origin.scheme())
        && port == origin.port();
  }

  /** One entry of a list. */
  private record AllowedOrigin(Origin origin, boolean withSubdomains) {
    private static final String ANY_SUBDOMAIN = "*.";

    static AllowedOrigin parse(String entry) {
      Origin origin = Origin.parse(entry);
      if (origin == null) {
        throw new IllegalArgumentException(
            "the allowed origin \"" + entry + "\" has no host; a form is //example.com");
      }
      boolean withSubdomains = origin.host().startsWith(ANY_SUBDOMAIN);
      String host =
          withSubdomains ? origin.host().substring(ANY_SUBDOMAIN.length()) : origin.host();
      if (host.isEmpty() || host.contains("*")) {
        throw new IllegalArgumentException(
            "in the allowed origin \"" + entry + "\" the * is not a subdomain");
      }
      return new AllowedOrigin(new Origin(origin.scheme(), host, origin.port()), withSubdomains);
    }

    boolean matches(Origin actual) {
      return (origin.scheme() == null || origin.scheme().equals(actual.scheme()))
          && (origin.port() == 0 || origin.port() == actual.port())
          && matchesHost(actual.host());
    }

    private boolean matchesHost(String actual) {
      return actual.equals(origin.host())
          || (withSubdomains && actual.endsWith("." + origin.host()));
    }
  }
}

package dev.roost.proxy;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One proxy's description of the request that it received. Null or 0 where it says nothing that can
 * be read.
 *
 * @param address where the request came from
 * @param port the port there
 * @param scheme {@code http} or {@code https}
 * @param host the host that was asked for
 * @param hostPort the port that was asked for
 */
record Hop(
    @Nullable InetAddress address,
    int port,
    @Nullable String scheme,
    @Nullable String host,
    int hostPort) {
  /** A proxy that says nothing. */
  static final Hop UNREADABLE = new Hop(null, 0, null, null, 0);

  static Hop of(
      @Nullable HostPort from, @Nullable String scheme, @Nullable HostPort requested, int port) {
    InetAddress address = from == null ? null : AddressLiteral.parse(from.bareHost());
    return new Hop(
        address,
        address == null || from == null ? 0 : from.port(),
        scheme(scheme),
        requested == null ? null : requested.host(),
        port == 0 && requested != null ? requested.port() : port);
  }

  private static @Nullable String scheme(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.equalsIgnoreCase("https") || text.equalsIgnoreCase("wss")) {
      return "https";
    }
    return text.equalsIgnoreCase("http") || text.equalsIgnoreCase("ws") ? "http" : null;
  }
}

package dev.roost.proxy;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request as the client sent it: to this server, or to the first trusted proxy in front of it.
 *
 * @param address the client's IP address; null if the connection has none, as over a Unix socket
 * @param port the client's port; 0 if that is not known
 * @param isSecure whether the client uses TLS
 * @param host the host that the client asked for, in lower case, an IPv6 address in brackets; null
 *     if the request has none
 * @param hostPort the port that the client asked for; 0 if it is the scheme's own
 * @param isForwarded whether a trusted proxy told any of it
 */
public record ClientRequest(
    @Nullable String address,
    int port,
    boolean isSecure,
    @Nullable String host,
    int hostPort,
    boolean isForwarded) {

  /** {@code http} or {@code https}. */
  public String scheme() {
    return isSecure ? "https" : "http";
  }

  /** The client for logs and operators: {@code address:port}, or what is known of it. */
  public @Nullable String remote() {
    if (address == null || port == 0) {
      return address;
    }
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  /**
   * The URI that the client asked for, with scheme and host.
   *
   * @param request the one that this is read from
   */
  public String uri(HttpServerRequest request) {
    if (!isForwarded || host == null) {
      return request.absoluteURI();
    }
    String query = request.query() == null ? "" : "?" + request.query();
    boolean isDefaultPort = hostPort == 0 || hostPort == (isSecure ? 443 : 80);
    return scheme() + "://" + host + (isDefaultPort ? "" : ":" + hostPort) + request.path() + query;
  }

  /** As the server received it. */
  static ClientRequest of(
      HttpServerRequest request, @Nullable SocketAddress peer, boolean isSecure) {
    HostAndPort authority = request.authority();
    return new ClientRequest(
        peer == null ? null : peer.hostAddress(),
        peer == null ? 0 : Math.max(peer.port(), 0),
        isSecure,
        authority == null ? null : authority.host().toLowerCase(Locale.ROOT),
        authority == null ? 0 : Math.max(authority.port(), 0),
        false);
  }

  /** As the proxy received it that sent this one. */
  ClientRequest sentBy(Hop hop) {
    InetAddress from = hop.address();
    return new ClientRequest(
        from == null ? address : from.getHostAddress(),
        from == null ? port : hop.port(),
        hop.scheme() == null ? isSecure : hop.scheme().equals("https"),
        hop.host() == null ? host : hop.host(),
        hop.host() == null && hop.hostPort() == 0 ? hostPort : hop.hostPort(),
        true);
  }
}

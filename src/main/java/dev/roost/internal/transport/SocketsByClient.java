package dev.roost.internal.transport;

import dev.roost.internal.transport.http.ClientNetwork;
import dev.roost.internal.transport.http.CountsByNetwork;
import dev.roost.internal.transport.http.HttpConnections;
import dev.roost.proxy.ClientRequest;
import dev.roost.proxy.TrustedProxies;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the WebSockets of each client address, on all mounts of an endpoint, where the connection
 * itself is not counted by that address when it is accepted: behind a trusted proxy, and on servers
 * without the endpoint's connection handler. For any thread.
 */
public final class SocketsByClient {
  private final CountsByNetwork counts;
  private final TrustedProxies proxies;

  /**
   * A bound for an endpoint.
   *
   * @param max how many each address may have, or each /64 network of IPv6; 0 for any number
   * @param proxies their own addresses may have any number
   */
  public SocketsByClient(int max, TrustedProxies proxies) {
    this.counts = new CountsByNetwork(max);
    this.proxies = proxies;
  }

  /**
   * The network that a request counts for; null if it counts for none, as its connection counts
   * already, or its client is unknown. On the connection's event loop, before the handshake.
   */
  @Nullable ClientNetwork networkOf(HttpServerRequest request, ClientRequest client) {
    boolean isCounted = !client.isForwarded() && HttpConnections.isGuarded(request.connection());
    String address = client.address();
    return !counts.isLimited() || isCounted || address == null || proxies.contains(address)
        ? null
        : ClientNetwork.of(address);
  }

  /** Whether the network has as many as it may. */
  boolean isFull(@Nullable ClientNetwork network) {
    return network != null && counts.isFull(network);
  }

  /**
   * Counts a connection for the network until it is closed, unless the network has as many as it
   * may.
   */
  boolean add(@Nullable ClientNetwork network, @Nullable Channel connection) {
    if (network == null || connection == null) {
      return true;
    }
    if (!counts.add(network)) {
      return false;
    }
    connection.closeFuture().addListener(closed -> counts.remove(network));
    return true;
  }
}

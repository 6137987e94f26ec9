package dev.roost.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reverse proxies in front of a server, whose word is taken for what they forward. Immutable.
 *
 * <pre>{@code
 * new EndpointOptions().trustedProxies(TrustedProxies.of("10.0.0.0/8", "fd00::/8"));
 * }</pre>
 *
 * <p>List only addresses from which no client connects. A client with such an address can claim any
 * address, scheme and host.
 */
public final class TrustedProxies {
  private static final Logger log = LoggerFactory.getLogger(TrustedProxies.class);

  private static final TrustedProxies NONE = new TrustedProxies(List.of(), ForwardedHeaders.EITHER);

  /** More proxies than any request passes. Further entries are ignored. */
  private static final int MAX_HOPS = 32;

  private final List<Network> networks;
  private final ForwardedHeaders headers;
  private final AtomicBoolean loggedConflict = new AtomicBoolean();

  private TrustedProxies(List<Network> networks, ForwardedHeaders headers) {
    this.networks = networks;
    this.headers = headers;
  }

  /** There is no proxy: forwarded headers are ignored. */
  public static TrustedProxies none() {
    return NONE;
  }

  /**
   * The proxies at these addresses, such as {@code 10.1.2.3}, {@code ::1}, {@code 10.0.0.0/8} or
   * {@code fd00::/8}.
   *
   * @throws IllegalArgumentException if one is neither an address nor a network; host names are not
   *     looked up
   */
  public static TrustedProxies of(List<String> addressesAndNetworks) {
    return new TrustedProxies(
        addressesAndNetworks.stream().map(Network::parse).toList(), ForwardedHeaders.EITHER);
  }

  /** As {@link #of(List)}. */
  public static TrustedProxies of(String... addressesAndNetworks) {
    return of(List.of(addressesAndNetworks));
  }

  /**
   * Which headers these proxies write; either kind by default. Say which where a proxy writes one
   * kind and passes the other on from clients.
   */
  public TrustedProxies headers(ForwardedHeaders written) {
    return new TrustedProxies(networks, Objects.requireNonNull(written));
  }

  /**
   * Whether a peer with this IP address is one of them; false for null and for text that is no
   * address.
   */
  public boolean contains(@Nullable String address) {
    InetAddress parsed = address == null ? null : AddressLiteral.parse(withoutZone(address));
    return parsed != null && contains(parsed);
  }

  /** Whether this peer is one of them. */
  public boolean contains(SocketAddress peer) {
    return contains(peer.hostAddress());
  }

  /** Whether a peer with this address is one of them. */
  public boolean contains(InetAddress address) {
    for (Network network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  /**
   * The request as its client sent it. The way back to the client ends at the first peer that is no
   * trusted proxy, or at an entry that cannot be read: then the proxy that sent it counts as the
   * client. From the thread that handles the request.
   */
  public ClientRequest client(HttpServerRequest request) {
    if (networks.isEmpty()) {
      return ClientRequest.of(request, request.remoteAddress(), request.isSSL());
    }
    // A router that allows forwarded headers would answer for the request with what they say.
    HttpConnection connection = request.connection();
    SocketAddress peer = connection.remoteAddress();
    ClientRequest received = ClientRequest.of(request, peer, connection.isSsl());
    return peer != null && contains(peer) ? forwarded(received, request.headers()) : received;
  }

  private ClientRequest forwarded(ClientRequest received, MultiMap sent) {
    boolean standard =
        headers != ForwardedHeaders.X_FORWARDED && sent.contains(ForwardedElements.HEADER);
    boolean customary = headers != ForwardedHeaders.FORWARDED && XForwardedEntries.areIn(sent);
    if (!customary) {
      return standard ? follow(new ForwardedElements(sent), received) : received;
    }
    ClientRequest client = follow(new XForwardedEntries(sent), received);
    if (standard) {
      ClientRequest other = follow(new ForwardedElements(sent), received);
      if (!Objects.equals(client.address(), other.address())) {
        logConflict(received, client, other);
        return received;
      }
    }
    return client;
  }

  private ClientRequest follow(ForwardedChain chain, ClientRequest received) {
    ClientRequest client = received;
    for (int hops = 0; hops < MAX_HOPS && contains(client.address()); hops++) {
      Hop hop = chain.next();
      if (hop == null) {
        break;
      }
      client = client.sentBy(hop);
      if (hop.address() == null) {
        break;
      }
    }
    return client;
  }

  private void logConflict(ClientRequest received, ClientRequest one, ClientRequest other) {
    if (loggedConflict.compareAndSet(false, true)) {
      log.warn(
          "ignoring forwarded headers: Forwarded and X-Forwarded-For name different clients"
              + " proxy={} x-forwarded-for={} forwarded={}; have the proxy remove the one it does"
              + " not write, or say which it writes; logged once",
          received.address(),
          one.address(),
          other.address());
    }
  }
}

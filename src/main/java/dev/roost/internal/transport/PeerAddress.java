package dev.roost.internal.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The address of a client as text: {@code address:port}, with an IPv6 address in brackets. Never
 * looks up a name.
 */
final class PeerAddress {
  private PeerAddress() {}

  static @Nullable String of(@Nullable SocketAddress address) {
    if (address instanceof InetSocketAddress ip && ip.getAddress() != null) {
      String host = ip.getAddress().getHostAddress();
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + ip.getPort();
    }
    return address == null ? null : address.toString();
  }
}

package dev.roost.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** How the address of a client is told: {@code address:port}, never looked up by name. */
final class PeerAddress {
  private PeerAddress() {}

  static @Nullable String of(@Nullable SocketAddress address) {
    if (address instanceof InetSocketAddress ip && ip.getAddress() != null) {
      return ip.getAddress().getHostAddress() + ":" + ip.getPort();
    }
    return address == null ? null : address.toString();
  }
}

package dev.roost.internal.transport.http;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address as limits count it: an IPv4 address, or the /64 network of an IPv6 address, as a
 * provider gives each customer at least one of those.
 *
 * @param isV6 whether the bits are those of an IPv6 network
 * @param bits the address, or the first 64 bits of it
 */
public record ClientNetwork(boolean isV6, long bits) {
  private static final int PREFIX_BYTES = 8;
  private static final int V4_BYTES = 4;

  /** The network of an address. */
  public static ClientNetwork of(InetAddress address) {
    return of(address.getAddress());
  }

  /** The network of a socket's address; null if that is no IP address. */
  public static @Nullable ClientNetwork of(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress ip && ip.getAddress() != null
        ? of(ip.getAddress())
        : null;
  }

  /** The network of an address in text form, which is not looked up; null if it is none. */
  public static @Nullable ClientNetwork of(@Nullable String address) {
    byte[] bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
    return bytes == null ? null : of(bytes);
  }

  private static ClientNetwork of(byte[] address) {
    boolean isV6 = address.length > V4_BYTES;
    if (isV6 && isMapped(address)) {
      return new ClientNetwork(false, number(address, address.length - V4_BYTES, V4_BYTES));
    }
    return new ClientNetwork(isV6, number(address, 0, Math.min(address.length, PREFIX_BYTES)));
  }

  // ::ffff:0:0/96, RFC 4291 section 2.5.5.2.
  private static boolean isMapped(byte[] address) {
    return number(address, 0, 8) == 0 && number(address, 8, 4) == 0xffffL;
  }

  private static long number(byte[] bytes, int from, int length) {
    long number = 0;
    for (int i = from; i < from + length; i++) {
      number = (number << 8) | (bytes[i] & 0xff);
    }
    return number;
  }

  /** As text for logs. */
  @Override
  public String toString() {
    byte[] bytes = new byte[isV6 ? 2 * PREFIX_BYTES : V4_BYTES];
    int length = isV6 ? PREFIX_BYTES : V4_BYTES;
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (bits >> (8 * (length - 1 - i)));
    }
    return isV6 ? NetUtil.toAddressString(ipv6(bytes)) + "/64" : NetUtil.bytesToIpAddress(bytes);
  }

  private static InetAddress ipv6(byte[] bytes) {
    try {
      return Inet6Address.getByAddress(null, bytes, -1);
    } catch (java.net.UnknownHostException wrongLength) {
      throw new IllegalStateException(wrongLength);
    }
  }
}

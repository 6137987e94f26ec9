package dev.roost.rooms.signin;

import dev.roost.proxy.ClientRequest;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * The address that a client's attempts count for, and the network that it is in. Immutable, and of
 * a fixed size whatever the client sends.
 *
 * <p>The address is the whole of an IPv4 address, and the first 64 bits of an IPv6 address, because
 * one subscriber has a /64 at least. The network is the /24, or the /48.
 *
 * @param address the address
 * @param network the network
 */
public record ClientAddress(Prefix address, Prefix network) {
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final int MAPPED_BYTES = 12;

  /** Clients without an IP address share one: those of a Unix domain socket. */
  private static final ClientAddress NONE =
      new ClientAddress(new Prefix(0, 0, 0), new Prefix(0, 0, 0));

  /**
   * The first bits of an IP address.
   *
   * @param version of IP; 0 for none
   * @param length how many bits
   * @param bits the bits, of IPv6 64 at most
   */
  public record Prefix(int version, int length, long bits) {
    /** In the usual notation, such as {@code 192.0.2.0/24}. */
    @Override
    public String toString() {
      return switch (version) {
        case 4 -> text(IPV4_BYTES, bits << (Long.SIZE - length));
        case 6 -> text(IPV6_BYTES, bits << (Long.SIZE - length));
        default -> "none";
      };
    }

    private String text(int size, long firstBytes) {
      byte[] address = new byte[size];
      for (int i = 0; i < Math.min(size, Long.BYTES); i++) {
        address[i] = (byte) (firstBytes >>> (Long.SIZE - Byte.SIZE * (i + 1)));
      }
      return NetUtil.bytesToIpAddress(address) + "/" + length;
    }
  }

  /** The address of the client that sent a request, by the word of trusted proxies. */
  public static ClientAddress of(ClientRequest request) {
    return of(request.address());
  }

  /** The client at an IP address, in the usual notation. */
  public static ClientAddress of(@Nullable String ipAddress) {
    byte[] bytes = ipAddress == null ? null : NetUtil.createByteArrayFromIpAddressString(ipAddress);
    if (bytes == null) {
      return NONE;
    }
    if (bytes.length == IPV4_BYTES) {
      return ipv4(number(bytes, 0, IPV4_BYTES));
    }
    return isMappedIpv4(bytes)
        ? ipv4(number(bytes, MAPPED_BYTES, IPV4_BYTES))
        : ipv6(number(bytes, 0, Long.BYTES));
  }

  private static ClientAddress ipv4(long address) {
    return new ClientAddress(new Prefix(4, 32, address), new Prefix(4, 24, address >>> 8));
  }

  private static ClientAddress ipv6(long firstHalf) {
    return new ClientAddress(new Prefix(6, 64, firstHalf), new Prefix(6, 48, firstHalf >>> 16));
  }

  /** {@code ::ffff:192.0.2.1}, as a socket for both versions of IP may give an IPv4 address. */
  private static boolean isMappedIpv4(byte[] bytes) {
    return number(bytes, 0, Long.BYTES) == 0 && number(bytes, Long.BYTES, IPV4_BYTES) == 0xffff;
  }

  private static long number(byte[] bytes, int from, int length) {
    long number = 0;
    for (int i = from; i < from + length; i++) {
      number = (number << Byte.SIZE) | (bytes[i] & 0xff);
    }
    return number;
  }
}

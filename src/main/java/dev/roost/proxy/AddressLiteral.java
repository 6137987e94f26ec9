package dev.roost.proxy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** IP addresses as text. Never looks up a name. */
final class AddressLiteral {
  /** No address is longer, not even an IPv6 address that ends in an IPv4 address. */
  private static final int MAX_LENGTH = 45;

  private AddressLiteral() {}

  /**
   * The address in the text, or null if the text is no address. An IPv4 address that is mapped into
   * IPv6 is the IPv4 address.
   */
  static @Nullable InetAddress parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !hasOnlyAddressCharacters(text)) {
      return null;
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException wrongLength) {
      return null;
    }
  }

  // Netty would also read addresses in brackets and with a zone.
  private static boolean hasOnlyAddressCharacters(String text) {
    return text.chars()
        .allMatch(c -> (c < 128 && Character.digit(c, 16) >= 0) || c == '.' || c == ':');
  }
}

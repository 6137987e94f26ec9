package dev.roost.proxy;

import java.net.InetAddress;

/**
 * A range of IP addresses in CIDR notation (RFC 4632), IPv4 or IPv6.
 *
 * @param prefix its first address
 * @param bits how many leading bits its addresses have in common
 */
record Network(InetAddress prefix, int bits) {

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = AddressLiteral.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no IP address or network such as 10.0.0.0/8");
    }
    int width = 8 * address.getAddress().length;
    return new Network(address, slash < 0 ? width : bits(text, text.substring(slash + 1), width));
  }

  private static int bits(String text, String number, int width) {
    if (number.matches("\\d{1,3}") && Integer.parseInt(number) <= width) {
      return Integer.parseInt(number);
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no network: expected a number from 0 to " + width + " after the /");
  }

  boolean contains(InetAddress address) {
    byte[] mine = prefix.getAddress();
    byte[] others = address.getAddress();
    if (mine.length != others.length) {
      return false;
    }
    for (int i = 0, left = bits; left > 0; i++, left -= 8) {
      int mask = left >= 8 ? 0xff : 0xff << (8 - left);
      if (((mine[i] ^ others[i]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}

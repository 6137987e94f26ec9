package dev.roost.cluster;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * One run of one node: a node that is restarted gets another.
 *
 * @param value random
 */
public record NodeId(long value) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** An id that no other node has. */
  public static NodeId random() {
    return new NodeId(RANDOM.nextLong());
  }

  /** The id whose {@link #toString} this is. */
  public static NodeId parse(String hex) {
    return new NodeId(Long.parseUnsignedLong(hex, 16));
  }

  /** Sixteen hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}

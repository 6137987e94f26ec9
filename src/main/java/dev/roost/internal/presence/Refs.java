package dev.roost.internal.presence;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes presence refs as Phoenix does: 12 bytes in 16 characters, of which 8 are the time, 2 stand
 * for the node and 2 tell apart what is made at one time.
 */
final class Refs {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final short node;
  private final AtomicInteger counter = new AtomicInteger();

  Refs(int node) {
    this.node = (short) node;
  }

  String next() {
    byte[] bytes =
        ByteBuffer.allocate(12)
            .putLong(System.currentTimeMillis() * NANOS_PER_MILLI)
            .putShort(node)
            .putShort((short) counter.incrementAndGet())
            .array();
    return Base64.getUrlEncoder().encodeToString(bytes);
  }
}

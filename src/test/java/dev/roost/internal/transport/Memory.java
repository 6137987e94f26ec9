package dev.roost.internal.transport;

import io.netty.buffer.PooledByteBufAllocator;

/** Netty's memory in use. */
final class Memory {
  private Memory() {}

  /** The direct memory of frame buffers, in whole chunks of the pool. */
  static long direct() {
    return PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
  }
}

package dev.roost.internal.transport;

import io.netty.buffer.PooledByteBufAllocator;

/** How much of Netty's memory is in use. */
final class Memory {
  private Memory() {}

  /** The bytes of the buffers that frames are made of, counted in the pool's pieces. */
  static long direct() {
    return PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
  }
}

package dev.roost.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.ref.WeakReference;

/** Makes Netty's leak detector report leaks, which it logs as errors. */
final class Leaks {
  private Leaks() {}

  static void provoke() {
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    while (garbage.get() != null) {
      System.gc();
    }
    // The detector checks on the next allocation.
    for (int i = 0; i < 100; i++) {
      ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(16);
      buffer.release();
    }
  }
}

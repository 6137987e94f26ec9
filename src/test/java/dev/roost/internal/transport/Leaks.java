package dev.roost.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.ref.WeakReference;

/** Has Netty's leak detector find what was leaked, which it then logs as an error. */
final class Leaks {
  private Leaks() {}

  static void provoke() {
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    while (garbage.get() != null) {
      System.gc();
    }
    // The detector looks when the next buffer is made.
    for (int i = 0; i < 100; i++) {
      ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(16);
      buffer.release();
    }
  }
}

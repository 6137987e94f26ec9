package dev.roost.internal.transport;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Checks text messages (RFC 6455 section 8.1). Most are ASCII, which takes an eighth of the time.
 */
final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long NOT_ASCII = 0x8080808080808080L;

  /** The JIT compiler leaves the loop as it is, so it takes four words at a time. */
  private static final int UNROLLED = 4 * Long.BYTES;

  private Utf8() {}

  static boolean isWellFormed(byte[] bytes) {
    return isAscii(bytes)
        || ByteBufUtil.isText(Unpooled.wrappedBuffer(bytes), StandardCharsets.UTF_8);
  }

  private static boolean isAscii(byte[] bytes) {
    int i = 0;
    for (; i + UNROLLED <= bytes.length; i += UNROLLED) {
      if (((word(bytes, i) | word(bytes, i + 8) | word(bytes, i + 16) | word(bytes, i + 24))
              & NOT_ASCII)
          != 0) {
        return false;
      }
    }
    for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
      if ((word(bytes, i) & NOT_ASCII) != 0) {
        return false;
      }
    }
    for (; i < bytes.length; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static long word(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }
}

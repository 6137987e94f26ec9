package dev.roost.internal.transport;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads text messages that one frame of a client carries, RFC 6455 section 5.2, and that have
 * arrived whole. Most messages are such. A frame decoder copies each into a buffer of its own and
 * passes that through the pipeline; this copies the message once, into the array that it is decoded
 * from.
 */
final class WholeText {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte FINAL_TEXT = (byte) 0x81;
  private static final int MASKED = 0x80;
  private static final int MASK_BYTES = 4;
  private static final int SHORT_HEADER = 2;
  private static final int MEDIUM_HEADER = 4;
  private static final int LENGTH_IN_TWO_BYTES = 126;

  private WholeText() {}

  /**
   * Reads the message at the reader index.
   *
   * @param maxBytes the longest message to read
   * @return null for any other frame, for one that is not complete or breaks a rule of framing: the
   *     buffer is then as it was
   */
  static byte @Nullable [] read(ByteBuf in, int maxBytes) {
    int start = in.readerIndex();
    int readable = in.readableBytes();
    if (readable < SHORT_HEADER + MASK_BYTES || in.getByte(start) != FINAL_TEXT) {
      return null;
    }
    // Without a mask, a negative number.
    int length = in.getUnsignedByte(start + 1) - MASKED;
    int header = SHORT_HEADER;
    if (length == LENGTH_IN_TWO_BYTES) {
      header = MEDIUM_HEADER;
      length = in.getUnsignedShort(start + SHORT_HEADER);
      if (length < LENGTH_IN_TWO_BYTES) {
        return null;
      }
    } else if (length > LENGTH_IN_TWO_BYTES) {
      return null;
    }
    int content = header + MASK_BYTES;
    if (length < 0 || length > maxBytes || readable < content + length) {
      return null;
    }
    byte[] text = new byte[length];
    in.getBytes(start + content, text);
    unmask(text, in.getIntLE(start + header));
    in.readerIndex(start + content + length);
    return text;
  }

  // RFC 6455 section 5.3, eight bytes at a time.
  private static void unmask(byte[] text, int mask) {
    long twice = (mask & 0xffffffffL) * 0x1_0000_0001L;
    int i = 0;
    for (; i + Long.BYTES <= text.length; i += Long.BYTES) {
      LONGS.set(text, i, (long) LONGS.get(text, i) ^ twice);
    }
    for (; i < text.length; i++) {
      text[i] ^= (byte) (mask >> (Byte.SIZE * (i % MASK_BYTES)));
    }
  }
}

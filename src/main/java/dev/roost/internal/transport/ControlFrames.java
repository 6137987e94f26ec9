package dev.roost.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Close and pong frames as bytes, RFC 6455 section 5.5. */
final class ControlFrames {
  /** The largest payload of a control frame, RFC 6455 section 5.5. */
  private static final int MAX_PAYLOAD = 125;

  private static final int FINAL_CLOSE = 0x88;
  private static final int FINAL_PONG = 0x8A;
  private static final int STATUS_BYTES = 2;

  private ControlFrames() {}

  /** A close frame with a status code; a reason that is too long is left out. */
  static ByteBuf close(ByteBufAllocator allocator, int code, String reason) {
    int length = ByteBufUtil.utf8Bytes(reason);
    boolean fits = STATUS_BYTES + length <= MAX_PAYLOAD;
    ByteBuf frame = allocator.directBuffer(2 + MAX_PAYLOAD);
    frame.writeByte(FINAL_CLOSE);
    frame.writeByte(fits ? STATUS_BYTES + length : STATUS_BYTES);
    frame.writeShort(code);
    if (fits) {
      frame.writeCharSequence(reason, StandardCharsets.UTF_8);
    }
    return frame;
  }

  /** A close frame that says nothing. */
  static ByteBuf closeWithoutStatus(ByteBufAllocator allocator) {
    return allocator.directBuffer(2).writeByte(FINAL_CLOSE).writeByte(0);
  }

  /** The answer to a ping. */
  static ByteBuf pong(ByteBufAllocator allocator, ByteBuf data) {
    return allocator
        .directBuffer(2 + MAX_PAYLOAD)
        .writeByte(FINAL_PONG)
        .writeByte(data.readableBytes())
        .writeBytes(data);
  }
}

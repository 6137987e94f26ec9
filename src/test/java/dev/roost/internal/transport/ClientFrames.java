package dev.roost.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** The frames of a client, masked with a key of zeros, RFC 6455 section 5.2. */
final class ClientFrames {
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_CLOSE = 0x88;
  private static final int MASKED = 0x80;
  private static final int MAX_SHORT = 125;
  private static final int LENGTH_16 = 126;
  private static final int NO_KEY = 0;

  private ClientFrames() {}

  static ByteBuf text(String message) {
    byte[] content = message.getBytes(StandardCharsets.UTF_8);
    ByteBuf frame = Unpooled.buffer(content.length + 8).writeByte(FINAL_TEXT);
    if (content.length <= MAX_SHORT) {
      frame.writeByte(MASKED | content.length);
    } else {
      frame.writeByte(MASKED | LENGTH_16).writeShort(content.length);
    }
    return frame.writeInt(NO_KEY).writeBytes(content);
  }

  static ByteBuf close() {
    return Unpooled.buffer(6).writeByte(FINAL_CLOSE).writeByte(MASKED).writeInt(NO_KEY);
  }
}

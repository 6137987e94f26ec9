package dev.roost.warmup;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Frames as clients send them, RFC 6455 section 5, one after the other. */
final class ClientFrames {
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_CLOSE = 0x88;
  private static final int MASKED = 0x80;
  private static final int IN_TWO_BYTES = 126;

  /** The example of RFC 6455 section 5.7. The server does not know that it is always the same. */
  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  private static final int NORMAL_CLOSURE = 1000;

  private final ByteArrayOutputStream frames = new ByteArrayOutputStream();

  /** Adds a text message of at most 65,535 bytes. */
  ClientFrames text(String text) {
    return frame(FINAL_TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a close frame with 1000. */
  ClientFrames close() {
    return frame(FINAL_CLOSE, new byte[] {(byte) (NORMAL_CLOSURE >> 8), (byte) NORMAL_CLOSURE});
  }

  private ClientFrames frame(int begin, byte[] content) {
    frames.write(begin);
    if (content.length < IN_TWO_BYTES) {
      frames.write(MASKED | content.length);
    } else {
      frames.write(MASKED | IN_TWO_BYTES);
      frames.write(content.length >> 8);
      frames.write(content.length);
    }
    frames.writeBytes(MASK);
    byte[] masked = content.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= MASK[i % MASK.length];
    }
    frames.writeBytes(masked);
    return this;
  }

  byte[] bytes() {
    return frames.toByteArray();
  }
}

package dev.roost.conformance.network;

import io.vertx.core.buffer.Buffer;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket frame, RFC 6455 section 5.2.
 *
 * @param opcode its opcode
 * @param last the FIN bit
 * @param payload its content, unmasked
 */
record WireFrame(int opcode, boolean last, Buffer payload) {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int FINAL = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0F;
  private static final int MASKED = 0x80;
  private static final int MAX_CONTROL_PAYLOAD = 125;
  private static final int LENGTH_IN_TWO_BYTES = 126;
  private static final int LENGTH_IN_EIGHT_BYTES = 127;
  private static final int MASK_BYTES = 4;

  /** A whole message, or a control frame. */
  static WireFrame whole(int opcode, Buffer payload) {
    return new WireFrame(opcode, true, payload);
  }

  boolean isControl() {
    return opcode >= CLOSE;
  }

  /** The bytes of the frame as a client sends it. */
  Buffer masked() {
    int length = payload.length();
    Buffer bytes = Buffer.buffer().appendByte((byte) (last ? FINAL | opcode : opcode));
    if (length < LENGTH_IN_TWO_BYTES) {
      bytes.appendByte((byte) (MASKED | length));
    } else if (length <= 0xFFFF) {
      bytes.appendByte((byte) (MASKED | LENGTH_IN_TWO_BYTES)).appendUnsignedShort(length);
    } else {
      bytes.appendByte((byte) (MASKED | LENGTH_IN_EIGHT_BYTES)).appendLong(length);
    }
    byte[] mask = new byte[MASK_BYTES];
    ThreadLocalRandom.current().nextBytes(mask);
    byte[] content = payload.getBytes();
    for (int i = 0; i < length; i++) {
      content[i] ^= mask[i % MASK_BYTES];
    }
    return bytes.appendBytes(mask).appendBytes(content);
  }

  /** Reads the next frame of a server, which must not be masked. */
  static WireFrame read(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    require((first & RESERVED) == 0, "a frame with reserved bits");
    require((second & MASKED) == 0, "a frame with a mask");
    long length = second;
    if (second == LENGTH_IN_TWO_BYTES) {
      length = in.readUnsignedShort();
      require(length >= LENGTH_IN_TWO_BYTES, "a length in more bytes than it needs");
    } else if (second == LENGTH_IN_EIGHT_BYTES) {
      length = in.readLong();
      require(length > 0xFFFF, "a length in more bytes than it needs");
    }
    require(length <= Integer.MAX_VALUE, "a frame of " + length + " bytes");
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    WireFrame frame = new WireFrame(first & OPCODE, (first & FINAL) != 0, Buffer.buffer(payload));
    require(
        !frame.isControl() || (frame.last && length <= MAX_CONTROL_PAYLOAD),
        "a control frame that is too long, or a fragment");
    return frame;
  }

  private static void require(boolean condition, String broken) throws IOException {
    if (!condition) {
      throw new IOException("the server sent " + broken);
    }
  }
}

package dev.roost.transport;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/** What a client that compresses sends. */
final class Deflated {
  private static final int TAIL = 4;

  private Deflated() {}

  /** A whole message: RFC 7692 section 7.2.1, without the empty block at the end. */
  static byte[] message(byte[] message) {
    byte[] flushed = withTail(message);
    return Arrays.copyOf(flushed, flushed.length - TAIL);
  }

  /** The beginning of a message, flushed. */
  static byte[] withTail(byte[] beginning) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(beginning);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    int length;
    do {
      length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      out.write(buffer, 0, length);
    } while (length == buffer.length);
    deflater.end();
    return out.toByteArray();
  }
}

package dev.roost.internal.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Compressed messages of a client. */
final class Deflated {
  private static final int TAIL = 4;

  private Deflated() {}

  /** A complete message without the empty block at the end, RFC 7692 section 7.2.1. */
  static byte[] message(byte[] message) {
    byte[] flushed = withTail(message);
    return Arrays.copyOf(flushed, flushed.length - TAIL);
  }

  /** The start of a message, flushed. */
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

  /** A complete message that ends with a final block, RFC 7692 section 7.2.3.4. */
  static byte[] finalBlock(byte[] message) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(message);
    deflater.finish();
    byte[] buffer = new byte[message.length + 100];
    int length = deflater.deflate(buffer);
    deflater.end();
    // The header of the empty block; the rest of the block is omitted.
    return Arrays.copyOf(buffer, length + 1);
  }

  /** Inflates a server's message with an inflater that may have a context. */
  static String inflate(Inflater inflater, byte[] message) throws DataFormatException {
    byte[] input = Arrays.copyOf(message, message.length + TAIL);
    input[input.length - 2] = (byte) 0xff;
    input[input.length - 1] = (byte) 0xff;
    inflater.setInput(input);
    byte[] out = new byte[1 << 20];
    return new String(out, 0, inflater.inflate(out), StandardCharsets.UTF_8);
  }
}

package dev.roost.token;

import dev.roost.serializer.Payload;
import io.vertx.core.buffer.Buffer;

/**
 * The content of a token: kind of data, time, age, data.
 *
 * @param maxAge what it was given when it was made
 */
record TokenContent(long signedAtMillis, MaxAge maxAge, Payload data) {
  private static final byte JSON = 1;
  private static final byte BINARY = 2;
  private static final int DATA = 1 + 2 * Long.BYTES;

  byte[] toBytes() {
    Buffer bytes =
        Buffer.buffer()
            .appendByte(data.isBinary() ? BINARY : JSON)
            .appendLong(signedAtMillis)
            .appendLong(maxAge.millis());
    return data.appendTo(bytes).getBytes();
  }

  static TokenContent of(byte[] bytes) {
    Buffer read = Buffer.buffer(bytes);
    byte[] data = read.getBytes(DATA, bytes.length);
    return new TokenContent(
        read.getLong(1),
        new MaxAge(read.getLong(1 + Long.BYTES)),
        read.getByte(0) == BINARY ? Payload.binary(data) : Payload.json(data));
  }
}

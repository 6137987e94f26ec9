package dev.roost.internal.pubsub;

import dev.roost.cluster.NodeId;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * One event-bus message from node to node: envelopes with consecutive numbers, and the last number
 * that the sender received.
 *
 * <p>Layout: format (1 byte), sender (8), acknowledged number (8), number of the first envelope
 * (8), how many (4), and the envelopes, each as {@link #envelope} makes it.
 */
record Batch(NodeId from, long acknowledged, long first, int count, Buffer bytes) {
  private static final byte FORMAT = 1;

  /** The size of what comes before the envelopes. */
  static final int HEADER = 1 + 8 + 8 + 8 + 4;

  /** A subject of no length, and a body of none. */
  private static final int MIN_ENVELOPE = 1 + 4;

  /** Takes an envelope out of a batch. */
  interface EnvelopeHandler {
    void handle(String subject, Buffer body);
  }

  /** A subject and a body as they are put into a batch. */
  static Buffer envelope(String subject, Buffer body) {
    return Buffer.buffer(1 + subject.length() + 4 + body.length())
        .appendByte((byte) subject.length())
        .appendString(subject, "US-ASCII")
        .appendInt(body.length())
        .appendBuffer(body);
  }

  static Buffer encode(NodeId from, long acknowledged, long first, List<Buffer> envelopes) {
    int length = 0;
    for (Buffer envelope : envelopes) {
      length += envelope.length();
    }
    Buffer batch =
        Buffer.buffer(HEADER + length)
            .appendByte(FORMAT)
            .appendLong(from.value())
            .appendLong(acknowledged)
            .appendLong(first)
            .appendInt(envelopes.size());
    envelopes.forEach(batch::appendBuffer);
    return batch;
  }

  /**
   * Reads a batch.
   *
   * @throws IndexOutOfBoundsException if it is cut off
   * @throws IllegalArgumentException if it has another format
   */
  static Batch decode(Buffer bytes) {
    if (bytes.getByte(0) != FORMAT) {
      throw new IllegalArgumentException("another format");
    }
    int count = bytes.getInt(25);
    if (count < 0 || count > (bytes.length() - HEADER) / MIN_ENVELOPE) {
      throw new IllegalArgumentException("a count that cannot be");
    }
    return new Batch(
        new NodeId(bytes.getLong(1)), bytes.getLong(9), bytes.getLong(17), count, bytes);
  }

  /** Hands out the envelopes from the one numbered {@code from} on. */
  void forEach(long from, EnvelopeHandler handler) {
    int at = HEADER;
    for (int i = 0; i < count; i++) {
      int bodyAt = at + 1 + bytes.getByte(at) + 4;
      int end = bodyAt + bytes.getInt(bodyAt - 4);
      if (first + i >= from) {
        handler.handle(bytes.getString(at + 1, bodyAt - 4, "US-ASCII"), bytes.slice(bodyAt, end));
      }
      at = end;
    }
  }
}

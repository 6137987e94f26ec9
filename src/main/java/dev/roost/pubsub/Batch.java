package dev.roost.pubsub;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What travels from one node to another in one event-bus message: envelopes with consecutive
 * numbers, and how far the sender has heard the receiver.
 *
 * <p>Layout: format (1 byte), sender (8), acknowledged number (8), number of the first envelope
 * (8), how many (4), and the envelopes, each as {@link #envelope} makes it.
 */
record Batch(NodeId from, long acknowledged, long first, int count, Buffer bytes) {
  private static final byte FORMAT = 1;

  /** The size of what comes before the envelopes. */
  static final int HEADER = 1 + 8 + 8 + 8 + 4;

  private static final int ENVELOPE_HEADER = 1 + 4;

  /** Takes an envelope out of a batch. */
  interface EnvelopeHandler {
    void handle(byte subject, Buffer body);
  }

  /** A subject and a body as they are put into a batch. */
  static Buffer envelope(byte subject, Buffer body) {
    return Buffer.buffer(ENVELOPE_HEADER + body.length())
        .appendByte(subject)
        .appendInt(body.length())
        .appendBuffer(body);
  }

  /** Takes envelopes from the queue, as many as fit, at least one. */
  static Buffer encode(
      NodeId from, long acknowledged, long first, Queue<Buffer> envelopes, int maxBytes) {
    ArrayDeque<Buffer> taken = new ArrayDeque<>();
    int length = 0;
    while (!envelopes.isEmpty()
        && (taken.isEmpty() || length + envelopes.element().length() <= maxBytes)) {
      Buffer envelope = envelopes.remove();
      length += envelope.length();
      taken.add(envelope);
    }
    Buffer batch =
        Buffer.buffer(HEADER + length)
            .appendByte(FORMAT)
            .appendLong(from.value())
            .appendLong(acknowledged)
            .appendLong(first)
            .appendInt(taken.size());
    taken.forEach(batch::appendBuffer);
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
    return new Batch(
        new NodeId(bytes.getLong(1)), bytes.getLong(9), bytes.getLong(17), bytes.getInt(25), bytes);
  }

  /** Hands out the envelopes from the one numbered {@code from} on. */
  void forEach(long from, EnvelopeHandler handler) {
    int at = HEADER;
    for (int i = 0; i < count; i++) {
      byte subject = bytes.getByte(at);
      int length = bytes.getInt(at + 1);
      at += ENVELOPE_HEADER;
      if (first + i >= from) {
        handler.handle(subject, bytes.slice(at, at + length));
      }
      at += length;
    }
  }
}

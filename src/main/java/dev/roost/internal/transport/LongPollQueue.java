package dev.roost.internal.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.roost.serializer.Frame;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;

/** The messages that wait for a client to ask for them. */
final class LongPollQueue {
  private static final JsonFactory JSON = new JsonFactory();

  /** A message needs so much memory besides its bytes, roughly. */
  private static final int OVERHEAD_OF_A_MESSAGE = 64;

  private final int maxAnswerBytes;
  private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
  private long bytes;

  /**
   * @param maxAnswerBytes how many bytes of messages one answer has, unless its first message alone
   *     has more
   */
  LongPollQueue(int maxAnswerBytes) {
    this.maxAnswerBytes = maxAnswerBytes;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  int size() {
    return messages.size();
  }

  /** The memory that the messages take. */
  long bytes() {
    return bytes;
  }

  /** The memory that the first message takes. */
  long headBytes() {
    byte[] head = messages.peek();
    return head == null ? 0 : sizeOf(head);
  }

  private static long sizeOf(byte[] message) {
    return (long) message.length + OVERHEAD_OF_A_MESSAGE;
  }

  /** Adds the message of a frame, without the WebSocket header, and leaves the frame alone. */
  void add(Frame frame) {
    byte[] message = ByteBufUtil.getBytes(frame.content());
    messages.add(message);
    bytes += sizeOf(message);
  }

  /** The first messages, as a JSON array of strings; they do not wait any more. */
  Buffer take() {
    long limit = Math.max(maxAnswerBytes, headBytes());
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(bytes, limit));
    try (JsonGenerator generator = JSON.createGenerator(out)) {
      generator.writeStartArray();
      for (long taken = headBytes(); !isEmpty() && taken <= limit; taken += headBytes()) {
        byte[] message = messages.remove();
        bytes -= sizeOf(message);
        generator.writeUTF8String(message, 0, message.length);
      }
      generator.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(out.toByteArray());
  }

  void clear() {
    messages.clear();
    bytes = 0;
  }
}

package dev.roost.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.roost.wire.Frame;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The messages that wait for a client to ask for them. */
final class LongPollQueue {
  private static final JsonFactory JSON = new JsonFactory();

  /** Quotes and escapes, roughly. */
  private static final int OVERHEAD_OF_A_MESSAGE = 64;

  private final int maxBytes;
  private final int maxMessages;
  private List<byte[]> messages = new ArrayList<>();
  private long bytes;

  LongPollQueue(int maxBytes, int maxMessages) {
    this.maxBytes = maxBytes;
    this.maxMessages = maxMessages;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  long bytes() {
    return bytes;
  }

  /** Whether so much waits already that nothing more is to be added. */
  boolean isFull() {
    return bytes > maxBytes || messages.size() >= maxMessages;
  }

  /** Adds the message of a frame, without the WebSocket header, and leaves the frame alone. */
  void add(Frame frame) {
    messages.add(ByteBufUtil.getBytes(frame.content()));
    bytes += frame.contentLength();
  }

  /** All that waits, as a JSON array of strings; afterwards nothing waits. */
  Buffer take() {
    int size = (int) Math.min(1 << 30, bytes + (long) OVERHEAD_OF_A_MESSAGE * messages.size());
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    try (JsonGenerator generator = JSON.createGenerator(out)) {
      generator.writeStartArray();
      for (byte[] message : messages) {
        generator.writeUTF8String(message, 0, message.length);
      }
      generator.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    clear();
    return Buffer.buffer(out.toByteArray());
  }

  void clear() {
    messages = new ArrayList<>();
    bytes = 0;
  }
}

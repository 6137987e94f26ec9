package dev.roost.internal.session;

import dev.roost.serializer.Message;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The messages that wait for a channel, in order. Takes no memory while nothing waits. */
final class Mailbox {
  private @Nullable ArrayDeque<Object> messages;
  private long bytes;

  boolean isEmpty() {
    return messages == null;
  }

  int size() {
    return messages == null ? 0 : messages.size();
  }

  /** The bytes of what waits, without what the server's own code said. */
  long bytes() {
    return bytes;
  }

  void add(Object message) {
    bytes += sizeOf(message);
    if (messages == null) {
      messages = new ArrayDeque<>(4);
    }
    messages.add(message);
  }

  @Nullable Object poll() {
    if (messages == null) {
      return null;
    }
    Object message = messages.poll();
    bytes -= sizeOf(message);
    if (messages.isEmpty()) {
      messages = null;
    }
    return message;
  }

  void clear() {
    messages = null;
    bytes = 0;
  }

  // A payload is a slice of the frame it came in, the rest of which is hardly larger than this.
  private static long sizeOf(@Nullable Object message) {
    return message instanceof Message fromClient
        ? (long) fromClient.payload().length()
            + fromClient.topic().length()
            + fromClient.event().length()
        : 0;
  }
}

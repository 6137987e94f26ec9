package dev.roost.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What waits for a channel, in order and bounded. Takes no memory while nothing waits. */
final class Mailbox {
  private final int limit;
  private @Nullable ArrayDeque<Object> messages;

  Mailbox(int limit) {
    this.limit = limit;
  }

  boolean isEmpty() {
    return messages == null || messages.isEmpty();
  }

  /** Whether there was room. */
  boolean offer(Object message) {
    if (messages == null) {
      messages = new ArrayDeque<>(4);
    }
    return messages.size() < limit && messages.offer(message);
  }

  @Nullable Object poll() {
    if (messages == null) {
      return null;
    }
    Object message = messages.poll();
    if (message == null) {
      messages = null;
    }
    return message;
  }

  void clear() {
    messages = null;
  }
}

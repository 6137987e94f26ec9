package dev.roost.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What waits for a channel, in order. Takes no memory while nothing waits. */
final class Mailbox {
  private @Nullable ArrayDeque<Object> messages;

  boolean isEmpty() {
    return messages == null;
  }

  int size() {
    return messages == null ? 0 : messages.size();
  }

  void add(Object message) {
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
    if (messages.isEmpty()) {
      messages = null;
    }
    return message;
  }

  void clear() {
    messages = null;
  }
}

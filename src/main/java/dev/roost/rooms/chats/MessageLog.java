package dev.roost.rooms.chats;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * The latest messages of a chat. Immutable.
 *
 * @param messages oldest first
 */
public record MessageLog(@JsonValue List<ChatMessage> messages) {
  /** None. */
  public static final MessageLog EMPTY = new MessageLog(List.of());

  /** Copies the messages. */
  public MessageLog {
    messages = List.copyOf(messages);
  }

  /**
   * With one more, and without the oldest if they would be more than that. Messages of different
   * servers may come in another order than they were stored in, and one that is here already may
   * come again.
   */
  public MessageLog with(ChatMessage message, int max) {
    int position = messages.size();
    while (position > 0 && messages.get(position - 1).id() > message.id()) {
      position--;
    }
    if (position > 0 && messages.get(position - 1).id() == message.id()) {
      return this;
    }
    List<ChatMessage> more = new ArrayList<>(messages);
    more.add(position, message);
    return new MessageLog(more.subList(Math.max(0, more.size() - max), more.size()));
  }

  /** With a message as it is now, if it is one of these. */
  public MessageLog changed(ChatMessage message) {
    return new MessageLog(
        messages.stream().map(known -> known.id() == message.id() ? message : known).toList());
  }

  /** Without the message of this id, if it is one of these. */
  public MessageLog without(long id) {
    return new MessageLog(messages.stream().filter(known -> known.id() != id).toList());
  }

  /** The id of the latest, or 0. */
  public long lastId() {
    return messages.isEmpty() ? 0 : messages.get(messages.size() - 1).id();
  }
}

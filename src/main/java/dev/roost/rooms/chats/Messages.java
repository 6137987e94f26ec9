package dev.roost.rooms.chats;

import dev.roost.rooms.messages.Added;
import dev.roost.rooms.messages.MessageStore;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Stores the messages of chats and challenges, by the chat's id. Safe for any thread. */
public interface Messages extends MessageStore<Long, ChatMessage> {

  /**
   * Stores a message.
   *
   * @param clientId the client's own id of the message; if the author has a message with it
   *     already, the new one is not stored
   */
  Future<Added<ChatMessage>> add(
      long chatId, Author author, String content, @Nullable String clientId);
}

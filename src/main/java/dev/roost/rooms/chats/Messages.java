package dev.roost.rooms.chats;

import io.vertx.core.Future;

/** Where the messages of chats are kept, those of challenges included. Safe for any thread. */
public interface Messages {

  /** The latest messages of a chat. */
  Future<MessageLog> latest(long chatId);

  /** Stores a message. */
  Future<ChatMessage> add(long chatId, Author author, String content);
}

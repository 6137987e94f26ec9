package dev.roost.rooms.chats;

import dev.roost.rooms.messages.Added;
import dev.roost.rooms.messages.MessagePage;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores the messages of chats and challenges. Safe for any thread. */
public interface Messages {

  /** The latest messages of a chat. */
  Future<MessageLog> latest(long chatId);

  /** The messages before one, up to a limit. */
  Future<MessagePage<ChatMessage>> before(long chatId, long id, int limit);

  /**
   * Stores a message.
   *
   * @param clientId what its client names it by; a message that the author has stored under this
   *     name is not stored again
   */
  Future<Added<ChatMessage>> add(
      long chatId, Author author, String content, @Nullable String clientId);

  /** Changes the content of a message of this account; empty if there is none. */
  Future<Optional<ChatMessage>> edit(long chatId, long id, long userId, String content);

  /**
   * Deletes a message.
   *
   * @param userId its author, or null for anybody's
   * @return whether there was such a message
   */
  Future<Boolean> delete(long chatId, long id, @Nullable Long userId);

  /**
   * Adds or removes the reaction of an account; empty if there is no such message.
   *
   * @return fails with a {@link dev.roost.rooms.messages.TooManyReactionsException}
   */
  Future<Optional<ChatMessage>> react(
      long chatId, long id, long userId, String reaction, boolean on);
}

package dev.roost.rooms.messages;

import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The messages of one room. Changes are stored first, then told to everybody there. */
public interface Conversation {

  /** The messages before one, up to a limit. */
  Future<? extends MessagePage<?>> before(long id, int limit);

  /** Changes the content of a message of this account; empty if the account has no such message. */
  Future<? extends Optional<?>> edit(long id, long userId, String content);

  /**
   * Deletes a message.
   *
   * @param userId its author, or null for anybody's
   * @return whether there was such a message
   */
  Future<Boolean> delete(long id, @Nullable Long userId);

  /**
   * Adds or removes the reaction of an account; empty if there is no such message.
   *
   * @return fails with a {@link TooManyReactionsException}
   */
  Future<? extends Optional<?>> react(long id, long userId, String reaction, boolean on);
}

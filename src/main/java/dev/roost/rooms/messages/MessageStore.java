package dev.roost.rooms.messages;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores the messages of all rooms of one kind. Safe for any thread.
 *
 * @param <R> the key of a room
 * @param <M> a message
 */
public interface MessageStore<R, M> {

  /** The latest messages of a room, oldest first. */
  Future<List<M>> latest(R room);

  /** The messages before one, up to a limit. */
  Future<MessagePage<M>> before(R room, long id, int limit);

  /** Changes the content of a message of this account; empty if there is none. */
  Future<Optional<M>> edit(R room, long id, long userId, String content);

  /**
   * Deletes a message.
   *
   * @param userId its author, or null for any author
   * @return whether there was such a message
   */
  Future<Boolean> delete(R room, long id, @Nullable Long userId);

  /**
   * Adds or removes the reaction of an account; empty if there is no such message.
   *
   * @return fails with a {@link TooManyReactionsException}
   */
  Future<Optional<M>> react(R room, long id, long userId, String reaction, boolean on);
}

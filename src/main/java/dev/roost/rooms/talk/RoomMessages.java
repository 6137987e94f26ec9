package dev.roost.rooms.talk;

import dev.roost.rooms.messages.Added;
import dev.roost.rooms.messages.MessagePage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores the messages of rooms. Safe for any thread. */
interface RoomMessages {

  /** Whether nothing that was said in the room is kept. */
  Future<Boolean> isEmpty(String room);

  /** What was said last, oldest first. */
  Future<List<RoomMessage>> latest(String room);

  /** The messages before one, up to a limit. */
  Future<MessagePage<RoomMessage>> before(String room, long id, int limit);

  /**
   * Stores a message.
   *
   * @param author the name that the speaker has in the room
   * @param clientId what its client names it by; a message that the author has stored under this
   *     name is not stored again
   */
  Future<Added<RoomMessage>> add(
      String room, String author, Speaker speaker, String content, @Nullable String clientId);

  /** Changes the content of a message of this account; empty if there is none. */
  Future<Optional<RoomMessage>> edit(String room, long id, long userId, String content);

  /**
   * Deletes a message.
   *
   * @param userId its author, or null for anybody's
   * @return whether there was such a message
   */
  Future<Boolean> delete(String room, long id, @Nullable Long userId);

  /**
   * Adds or removes the reaction of an account; empty if there is no such message.
   *
   * @return fails with a {@link dev.roost.rooms.messages.TooManyReactionsException}
   */
  Future<Optional<RoomMessage>> react(
      String room, long id, long userId, String reaction, boolean on);
}

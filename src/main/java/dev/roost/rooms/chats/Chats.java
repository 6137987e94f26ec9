package dev.roost.rooms.chats;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Where the chats are kept that have a room of their own. Safe for any thread. */
public interface Chats {

  /** All chats, by id. */
  Future<List<ChatName>> all();

  /** The chat with its latest messages, if there is one with this id. */
  Future<Optional<Chat>> find(long id);

  /**
   * Adds a chat.
   *
   * @return fails with a {@link NameTakenException} if there is one of the name, and with a {@link
   *     dev.roost.rooms.database.LimitReachedException} if there are too many
   */
  Future<Chat> add(String roomName);
}

package dev.roost.rooms.chats;

import dev.roost.rooms.access.Visibility;
import dev.roost.rooms.lists.ListPage;
import dev.roost.rooms.lists.ListQuery;
import io.vertx.core.Future;
import java.util.Optional;

/** Stores the chats that have a room of their own. Safe for any thread. */
public interface Chats {

  /** Some of the chats that an account may open. */
  Future<ListPage<ChatSummary>> list(ListQuery query);

  /** The chat with its latest messages, if there is one with this id. */
  Future<Optional<Chat>> find(long id);

  /**
   * Adds a chat.
   *
   * @param creatorId its owner, the account that it counts for
   * @return fails with a {@link NameTakenException} if there is one of the name, with a {@link
   *     dev.roost.rooms.database.LimitReachedException} if there are too many, and with an {@link
   *     dev.roost.rooms.database.OwnLimitReachedException} if the account has too many
   */
  Future<Chat> add(String roomName, Visibility visibility, long creatorId);
}

package dev.roost.rooms.messages;

import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes stored messages: what is the same in the tables of chats and of rooms. */
public final class StoredMessages {
  private final Database database;
  private final Statement edit;
  private final Statement delete;
  private final Statement deleteAny;
  private final Statement lock;
  private final Statement reactions;
  private final Statement react;

  /**
   * The messages of a table.
   *
   * @param column what says which room a message is of
   */
  public StoredMessages(Database database, String table, String column) {
    this.database = database;
    String where = " WHERE id = #{id} AND " + column + " = #{room}";
    edit =
        new Statement(
            "UPDATE "
                + table
                + " SET content = #{content}, edited_at = #{now}"
                + where
                + " AND user_id = #{user}");
    deleteAny = new Statement("DELETE FROM " + table + where);
    delete = new Statement(deleteAny.sql() + " AND user_id = #{user}");
    // Has the reactions of others, on any server, wait for those of this transaction.
    lock = new Statement("UPDATE " + table + " SET reactions = reactions" + where);
    reactions = new Statement("SELECT reactions FROM " + table + where);
    react = new Statement("UPDATE " + table + " SET reactions = #{reactions}" + where);
  }

  /** Whether the message was there, and was the account's. */
  public Future<Boolean> edit(Object room, long id, long userId, String content) {
    return edit.change(
            database,
            Map.of("room", room, "id", id, "user", userId, "content", content, "now", Times.now()))
        .map(changed -> changed > 0);
  }

  /**
   * Deletes a message.
   *
   * @param userId its author, or null for anybody's
   * @return whether there was such a message
   */
  public Future<Boolean> delete(Object room, long id, @Nullable Long userId) {
    return (userId == null
            ? deleteAny.change(database, Map.of("room", room, "id", id))
            : delete.change(database, Map.of("room", room, "id", id, "user", userId)))
        .map(deleted -> deleted > 0);
  }

  /**
   * Adds or removes a reaction.
   *
   * @return whether the message is there; fails with a {@link TooManyReactionsException}
   */
  public Future<Boolean> react(
      Object room, long id, long userId, String reaction, boolean on, int max) {
    Map<String, Object> message = Map.of("room", room, "id", id);
    return database.transaction(
        transaction ->
            lock.change(transaction, message)
                .compose(
                    locked ->
                        reactions.one(
                            transaction,
                            message,
                            row -> Optional.ofNullable(row.getString("reactions"))))
                .compose(
                    found -> {
                      if (found.isEmpty()) {
                        return Future.succeededFuture(false);
                      }
                      Reactions now =
                          Reactions.parse(found.get().orElse(null)).with(reaction, userId, on);
                      if (on && now.size() > max) {
                        return Future.failedFuture(new TooManyReactionsException());
                      }
                      return react.change(transaction, parameters(message, now.json())).map(true);
                    }));
  }

  private static Map<String, Object> parameters(
      Map<String, Object> message, @Nullable String reactions) {
    Map<String, Object> parameters = new HashMap<>(message);
    parameters.put("reactions", reactions);
    return parameters;
  }
}

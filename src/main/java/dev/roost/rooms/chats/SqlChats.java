package dev.roost.rooms.chats;

import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.DatabaseFailures;
import dev.roost.rooms.database.LimitReachedException;
import dev.roost.rooms.database.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chats in the database. */
public final class SqlChats implements Chats {
  private static final String NAMED = "FROM chats WHERE room_name IS NOT NULL";

  private static final Statement ALL =
      new Statement("SELECT id, room_name " + NAMED + " ORDER BY id LIMIT #{limit}");
  private static final Statement FIND =
      new Statement("SELECT id, room_name " + NAMED + " AND id = #{id}");
  private static final Statement COUNT = new Statement("SELECT count(*) AS number " + NAMED);
  private static final Statement ADD =
      new Statement("INSERT INTO chats (room_name) VALUES (#{name}) RETURNING id");

  private final Database database;
  private final Messages messages;
  private final int max;

  /**
   * In this database.
   *
   * @param max how many there may be
   */
  public SqlChats(Database database, Messages messages, int max) {
    this.database = database;
    this.messages = messages;
    this.max = max;
  }

  @Override
  public Future<List<ChatName>> all() {
    return ALL.all(database, Map.of("limit", max), SqlChats::name);
  }

  @Override
  public Future<Optional<Chat>> find(long id) {
    return FIND.one(database, Map.of("id", id), SqlChats::name)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : messages
                        .latest(id)
                        .map(log -> Optional.of(new Chat(id, found.get().roomName(), log))));
  }

  @Override
  public Future<Chat> add(String roomName) {
    return COUNT
        .one(database, Map.of(), row -> row.getLong("number"))
        .compose(
            number ->
                number.orElse(0L) < max
                    ? ADD.insert(database, Map.of("name", roomName))
                    : Future.failedFuture(new LimitReachedException()))
        .map(id -> new Chat(id, roomName, MessageLog.EMPTY))
        .recover(
            failure ->
                Future.failedFuture(
                    DatabaseFailures.isDuplicate(failure) ? new NameTakenException() : failure));
  }

  private static ChatName name(Row row) {
    return new ChatName(row.getLong("id"), row.getString("room_name"));
  }
}

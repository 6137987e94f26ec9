package dev.roost.rooms.chats;

import dev.roost.rooms.access.RoomRows;
import dev.roost.rooms.access.Visibility;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.DatabaseFailures;
import dev.roost.rooms.database.LimitReachedException;
import dev.roost.rooms.database.OwnLimitReachedException;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.database.Transaction;
import dev.roost.rooms.lists.ListPage;
import dev.roost.rooms.lists.ListQuery;
import dev.roost.rooms.lists.RoomRowList;
import dev.roost.rooms.names.SearchKey;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/** Chats in the database. */
public final class SqlChats implements Chats {
  private static final String NAMED = "FROM chats WHERE room_name IS NOT NULL";

  private static final RoomRowList<ChatSummary> LIST =
      new RoomRowList<>(
          new RoomRowList.Rows(
              "t.room_name",
              "chats t LEFT JOIN users u ON u.id = t.creator_id",
              "t.room_name IS NOT NULL",
              "t.id",
              "(t.search_key || ' ' || coalesce(u.search_key, ''))"),
          (row, facts) ->
              new ChatSummary(row.getLong("listed_id"), row.getString("room_name"), facts));
  private static final Statement FIND =
      new Statement("SELECT id, room_name " + NAMED + " AND id = #{id}");
  private static final Statement COUNT = new Statement("SELECT count(*) AS number " + NAMED);
  private static final Statement COUNT_OWN =
      new Statement("SELECT count(*) AS number FROM chats WHERE creator_id = #{creator}");
  private static final Statement ADD =
      new Statement(
          "INSERT INTO chats (room_name, visibility, creator_id, search_key, active_at)"
              + " VALUES (#{name}, #{visibility}, #{creator}, #{key}, #{now}) RETURNING id");

  private final Database database;
  private final Messages messages;
  private final int max;
  private final int maxOwn;

  /**
   * In this database.
   *
   * @param max how many there may be
   * @param maxOwn how many there may be of one account; 0 for any number
   */
  public SqlChats(Database database, Messages messages, int max, int maxOwn) {
    this.database = database;
    this.messages = messages;
    this.max = max;
    this.maxOwn = maxOwn;
  }

  @Override
  public Future<ListPage<ChatSummary>> list(ListQuery query) {
    return LIST.page(database, query);
  }

  @Override
  public Future<Optional<Chat>> find(long id) {
    return FIND.one(database, Map.of("id", id), row -> row.getString("room_name"))
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : messages
                        .latest(id)
                        .map(MessageLog::new)
                        .map(log -> Optional.of(new Chat(id, found.get(), log))));
  }

  @Override
  public Future<Chat> add(String roomName, Visibility visibility, long creatorId) {
    Map<String, Object> creator = Map.of("creator", creatorId);
    return database
        .transaction(
            transaction ->
                COUNT
                    .one(transaction, Map.of(), row -> row.getLong("number"))
                    .compose(
                        number ->
                            number.orElse(0L) < max
                                ? COUNT_OWN.one(transaction, creator, row -> row.getLong("number"))
                                : Future.failedFuture(new LimitReachedException()))
                    .compose(
                        own ->
                            maxOwn == 0 || own.orElse(0L) < maxOwn
                                ? insert(transaction, roomName, visibility, creatorId)
                                : Future.failedFuture(new OwnLimitReachedException(maxOwn))))
        .map(id -> new Chat(id, roomName, MessageLog.EMPTY))
        .recover(
            failure ->
                Future.failedFuture(
                    DatabaseFailures.isDuplicate(failure) ? new NameTakenException() : failure));
  }

  private static Future<Long> insert(
      Transaction transaction, String roomName, Visibility visibility, long creatorId) {
    return ADD.insert(
            transaction,
            Map.of(
                "name", roomName,
                "visibility", visibility.word(),
                "creator", creatorId,
                "key", SearchKey.of(roomName),
                "now", Times.now()))
        .compose(id -> RoomRows.addOwner(transaction, id, creatorId).map(id));
  }
}

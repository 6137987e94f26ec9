package dev.roost.rooms.talk;

import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.DatabaseFailures;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.messages.Added;
import dev.roost.rooms.messages.MessagePage;
import dev.roost.rooms.messages.Reactions;
import dev.roost.rooms.messages.StoredMessages;
import dev.roost.rooms.names.NameKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages in the database, which keeps so many of each room and gives out the latest of them. */
public final class SqlRoomMessages implements RoomMessages {
  private static final String SELECT =
      "SELECT m.id, m.room, m.author, m.user_id, u.last_name, m.content, m.inserted_at,"
          + " m.client_id, m.edited_at, m.reactions"
          + " FROM room_messages m LEFT JOIN users u ON u.id = m.user_id WHERE m.room = #{room}";
  private static final Statement LATEST =
      new Statement(SELECT + " ORDER BY m.id DESC LIMIT #{limit}");
  private static final Statement BEFORE =
      new Statement(SELECT + " AND m.id < #{before} ORDER BY m.id DESC LIMIT #{limit}");
  private static final Statement FIND = new Statement(SELECT + " AND m.id = #{id}");
  private static final Statement FIND_BY_CLIENT =
      new Statement(SELECT + " AND m.author = #{author} AND m.client_id = #{client}");
  private static final Statement ANY =
      new Statement("SELECT id FROM room_messages WHERE room = #{room} LIMIT 1");
  private static final Statement ADD =
      new Statement(
          "INSERT INTO room_messages (room, author, user_id, content, inserted_at, client_id)"
              + " VALUES (#{room}, #{author}, #{user}, #{content}, #{time}, #{client})"
              + " RETURNING id");
  private static final Statement FORGET =
      new Statement(
          "DELETE FROM room_messages WHERE room = #{room} AND id <="
              + " (SELECT id FROM room_messages WHERE room = #{room}"
              + " ORDER BY id DESC LIMIT 1 OFFSET #{kept})");

  /** So many messages are forgotten at once, on average. */
  private static final int FORGET_EVERY = 50;

  private final Database database;
  private final int shown;
  private final int kept;
  private final int maxReactions;
  private final StoredMessages stored;

  /**
   * In this database.
   *
   * @param shown how many of the latest messages are given out
   * @param kept how many of a room are kept, or a few more
   * @param maxReactions how many reactions a message may have
   */
  public SqlRoomMessages(Database database, int shown, int kept, int maxReactions) {
    this.database = database;
    this.maxReactions = maxReactions;
    stored = new StoredMessages(database, "room_messages", "room");
    this.shown = shown;
    this.kept = kept;
  }

  @Override
  public Future<Boolean> isEmpty(String room) {
    return ANY.all(database, Map.of("room", room), row -> row.getLong("id")).map(List::isEmpty);
  }

  @Override
  public Future<List<RoomMessage>> latest(String room) {
    return LATEST
        .all(database, Map.of("room", room, "limit", shown), SqlRoomMessages::message)
        .map(
            latestFirst -> {
              List<RoomMessage> messages = new ArrayList<>(latestFirst);
              Collections.reverse(messages);
              return messages;
            });
  }

  @Override
  public Future<MessagePage<RoomMessage>> before(String room, long id, int limit) {
    return BEFORE
        .all(
            database,
            Map.of("room", room, "before", id, "limit", limit + 1),
            SqlRoomMessages::message)
        .map(latestFirst -> MessagePage.of(latestFirst, limit));
  }

  @Override
  public Future<Added<RoomMessage>> add(
      String room, String author, Speaker speaker, String content, @Nullable String clientId) {
    long now = Times.now();
    // A map that may hold null, for the id of a guest.
    Map<String, Object> row = new HashMap<>();
    row.put("room", room);
    row.put("author", author);
    row.put("user", speaker.userId());
    row.put("content", content);
    row.put("time", now);
    row.put("client", clientId);
    return ADD.insert(database, row)
        .compose(
            id ->
                forget(room, id)
                    .map(
                        done ->
                            new Added<>(
                                new RoomMessage(
                                    id,
                                    room,
                                    author,
                                    speaker.isGuest(),
                                    speaker.userId(),
                                    speaker.lastInitial(),
                                    content,
                                    Times.text(now),
                                    clientId,
                                    null,
                                    Reactions.NONE),
                                true)))
        .recover(failure -> known(room, author, clientId, failure));
  }

  /** The message that was stored under the same name, where that is why it could not be added. */
  private Future<Added<RoomMessage>> known(
      String room, String author, @Nullable String clientId, Throwable failure) {
    if (clientId == null || !DatabaseFailures.isDuplicate(failure)) {
      return Future.failedFuture(failure);
    }
    return FIND_BY_CLIENT
        .one(
            database,
            Map.of("room", room, "author", author, "client", clientId),
            SqlRoomMessages::message)
        .compose(
            found ->
                found
                    .map(message -> Future.succeededFuture(new Added<>(message, false)))
                    .orElseGet(() -> Future.failedFuture(failure)));
  }

  @Override
  public Future<Optional<RoomMessage>> edit(String room, long id, long userId, String content) {
    return stored.edit(room, id, userId, content).compose(done -> find(done, room, id));
  }

  @Override
  public Future<Boolean> delete(String room, long id, @Nullable Long userId) {
    return stored.delete(room, id, userId);
  }

  @Override
  public Future<Optional<RoomMessage>> react(
      String room, long id, long userId, String reaction, boolean on) {
    return stored
        .react(room, id, userId, reaction, on, maxReactions)
        .compose(done -> find(done, room, id));
  }

  private Future<Optional<RoomMessage>> find(boolean isThere, String room, long id) {
    return isThere
        ? FIND.one(database, Map.of("room", room, "id", id), SqlRoomMessages::message)
        : Future.succeededFuture(Optional.empty());
  }

  private Future<?> forget(String room, long id) {
    return id % FORGET_EVERY == 0
        ? FORGET.change(database, Map.of("room", room, "kept", kept))
        : Future.succeededFuture();
  }

  private static RoomMessage message(Row row) {
    Long userId = row.getLong("user_id");
    return new RoomMessage(
        row.getLong("id"),
        row.getString("room"),
        row.getString("author"),
        userId == null,
        userId,
        userId == null ? null : NameKey.initial(row.getString("last_name")),
        row.getString("content"),
        Times.text(row.getLong("inserted_at")),
        row.getString("client_id"),
        Times.textOrNull(row.getLong("edited_at")),
        Reactions.parse(row.getString("reactions")));
  }
}

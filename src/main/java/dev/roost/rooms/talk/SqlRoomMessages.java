package dev.roost.rooms.talk;

import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.names.NameKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Messages in the database, which keeps so many of each room and gives out the latest of them. */
public final class SqlRoomMessages implements RoomMessages {
  private static final Statement LATEST =
      new Statement(
          "SELECT m.id, m.room, m.author, m.user_id, u.last_name, m.content, m.inserted_at"
              + " FROM room_messages m LEFT JOIN users u ON u.id = m.user_id"
              + " WHERE m.room = #{room} ORDER BY m.id DESC LIMIT #{limit}");
  private static final Statement ANY =
      new Statement("SELECT id FROM room_messages WHERE room = #{room} LIMIT 1");
  private static final Statement ADD =
      new Statement(
          "INSERT INTO room_messages (room, author, user_id, content, inserted_at)"
              + " VALUES (#{room}, #{author}, #{user}, #{content}, #{time}) RETURNING id");
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

  /**
   * In this database.
   *
   * @param shown how many of the latest messages are given out
   * @param kept how many of a room are kept, or a few more
   */
  public SqlRoomMessages(Database database, int shown, int kept) {
    this.database = database;
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
  public Future<RoomMessage> add(String room, String author, Speaker speaker, String content) {
    long now = Times.now();
    // A map that may hold null, for the id of a guest.
    Map<String, Object> row = new HashMap<>();
    row.put("room", room);
    row.put("author", author);
    row.put("user", speaker.userId());
    row.put("content", content);
    row.put("time", now);
    return ADD.insert(database, row)
        .compose(
            id ->
                forget(room, id)
                    .map(
                        done ->
                            new RoomMessage(
                                id,
                                room,
                                author,
                                speaker.isGuest(),
                                speaker.userId(),
                                speaker.lastInitial(),
                                content,
                                Times.text(now))));
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
        Times.text(row.getLong("inserted_at")));
  }
}

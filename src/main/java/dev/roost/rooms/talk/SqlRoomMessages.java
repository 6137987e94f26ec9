package dev.roost.rooms.talk;

import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.messages.Added;
import dev.roost.rooms.messages.Reactions;
import dev.roost.rooms.messages.SqlMessageStore;
import dev.roost.rooms.names.NameKey;
import dev.roost.rooms.names.SearchKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores the messages of rooms in the database. */
public final class SqlRoomMessages extends SqlMessageStore<String, RoomMessage>
    implements RoomMessages {
  private static final Table TABLE =
      new Table(
          "room_messages",
          "room",
          "author",
          "SELECT m.id, m.room, m.author, m.user_id, u.last_name, m.content, m.inserted_at,"
              + " m.client_id, m.edited_at, m.reactions"
              + " FROM room_messages m LEFT JOIN users u ON u.id = m.user_id");
  private static final Statement ANY =
      new Statement("SELECT id FROM room_messages WHERE room = #{room} LIMIT 1");
  private static final Statement INSERT =
      new Statement(
          "INSERT INTO room_messages (room, author, user_id, content, inserted_at, client_id)"
              + " VALUES (#{room}, #{author}, #{user}, #{content}, #{time}, #{client})"
              + " RETURNING id");
  private static final Statement OPEN =
      new Statement(
          "INSERT INTO talk_rooms (name, search_key, inserted_at, active_at)"
              + " VALUES (#{room}, #{key}, #{now}, #{now}) ON CONFLICT (name) DO NOTHING");
  private static final Statement CLOSE =
      new Statement(
          "DELETE FROM talk_rooms WHERE name = #{room}"
              + " AND NOT EXISTS (SELECT 1 FROM room_messages m WHERE m.room = #{room})");

  private final Database database;

  /** Stores messages in this database. */
  public SqlRoomMessages(Database database, RoomLimits limits) {
    super(database, limits, TABLE);
    this.database = database;
  }

  @Override
  public Future<Boolean> isEmpty(String room) {
    return ANY.all(database, Map.of("room", room), row -> row.getLong("id")).map(List::isEmpty);
  }

  @Override
  public Future<?> open(String room) {
    return OPEN.change(
        database, Map.of("room", room, "key", SearchKey.of(room), "now", Times.now()));
  }

  @Override
  public Future<Added<RoomMessage>> add(
      String room, String author, Speaker speaker, String content, @Nullable String clientId) {
    long now = Times.now();
    // Map.of allows no null, which is the account of a guest.
    Map<String, Object> row = new HashMap<>();
    row.put("room", room);
    row.put("author", author);
    row.put("user", speaker.userId());
    row.put("content", content);
    row.put("time", now);
    row.put("client", clientId);
    return add(
        INSERT,
        row,
        room,
        author,
        clientId,
        id ->
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
                Reactions.NONE));
  }

  @Override
  public Future<Boolean> delete(String room, long id, @Nullable Long userId) {
    return super.delete(room, id, userId)
        .compose(
            deleted ->
                deleted
                    ? CLOSE.change(database, Map.of("room", room)).map(true)
                    : Future.succeededFuture(false));
  }

  @Override
  protected RoomMessage message(Row row) {
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

package dev.roost.rooms.unread;

import dev.roost.Endpoint;
import dev.roost.rooms.access.AccessEvents;
import dev.roost.rooms.access.RoomRows;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Stores the positions up to which accounts have read, in the database. */
public final class SqlUnreadRooms implements UnreadRooms {
  private static final String ROOM = "room:";
  private static final String CHAT = "chat:";
  private static final String CHALLENGE = "challenges:";

  private static final String CHATS =
      "SELECT COALESCE('"
          + CHALLENGE
          + "' || t.challenge_id, '"
          + CHAT
          + "' || t.id) AS topic, COALESCE(t.room_name, c.title) AS name, (SELECT count(*) FROM"
          + " (SELECT 1 AS one FROM chat_messages n WHERE n.chat_id = r.chat_id"
          + " AND n.id > r.message_id AND n.user_id <> r.user_id LIMIT "
          + MAX_COUNT
          + ") AS newer) AS unread,"
          + " (SELECT max(l.id) FROM chat_messages l WHERE l.chat_id = r.chat_id) AS last"
          + " FROM chat_reads r JOIN chats t ON t.id = r.chat_id"
          + " LEFT JOIN challenges c ON c.id = t.challenge_id"
          + RoomRows.JOIN_MEMBERSHIP
          + " WHERE r.user_id = #{user} AND "
          + RoomRows.ROLE
          + " <> 'none'";
  private static final String ROOMS =
      "SELECT '"
          + ROOM
          + "' || r.room AS topic, r.room AS name, (SELECT count(*) FROM"
          + " (SELECT 1 AS one FROM room_messages m WHERE m.room = r.room AND m.id > r.message_id"
          + " AND (m.user_id IS NULL OR m.user_id <> r.user_id) LIMIT "
          + MAX_COUNT
          + ") AS newer) AS unread,"
          + " (SELECT max(l.id) FROM room_messages l WHERE l.room = r.room) AS last"
          + " FROM room_reads r WHERE r.user_id = #{user}";
  private static final String LATEST_FIRST = " ORDER BY r.read_at DESC LIMIT #{limit}";

  private static final Statement ALL_CHATS = new Statement(CHATS + LATEST_FIRST);
  private static final Statement ALL_ROOMS = new Statement(ROOMS + LATEST_FIRST);
  private static final Statement ONE_CHAT = new Statement(CHATS + " AND r.chat_id = #{room}");
  private static final Statement ONE_ROOM = new Statement(ROOMS + " AND r.room = #{room}");

  private static final Statement FIND_CHAT = new Statement("SELECT id FROM chats WHERE id = #{id}");
  private static final Statement FIND_CHALLENGE =
      new Statement("SELECT id FROM chats WHERE challenge_id = #{id}");

  /** The statements of one kind of rooms. */
  private record Kind(Statement one, Statement read, Statement forget) {
    static Kind of(String table, String column, Statement one) {
      return new Kind(
          one,
          new Statement(
              "INSERT INTO "
                  + table
                  + " (user_id, "
                  + column
                  + ", message_id, read_at) VALUES (#{user}, #{room}, #{message}, #{now})"
                  + " ON CONFLICT (user_id, "
                  + column
                  + ") DO UPDATE SET message_id = EXCLUDED.message_id, read_at = EXCLUDED.read_at"
                  + " WHERE "
                  + table
                  + ".message_id < EXCLUDED.message_id"),
          new Statement(
              "DELETE FROM "
                  + table
                  + " WHERE user_id = #{user} AND read_at < (SELECT read_at FROM "
                  + table
                  + " WHERE user_id = #{user} ORDER BY read_at DESC LIMIT 1 OFFSET #{last})"));
    }
  }

  private static final Kind CHAT_READS = Kind.of("chat_reads", "chat_id", ONE_CHAT);
  private static final Kind ROOM_READS = Kind.of("room_reads", "room", ONE_ROOM);

  /** A room as the tables know it: a chat by its id, another by its name. */
  private record Place(Kind kind, Object room) {}

  private final Database database;
  private final Endpoint endpoint;
  private final int maxRooms;

  /**
   * In this database.
   *
   * @param maxRooms of how many chats, and of how many rooms, an account has a position
   */
  public SqlUnreadRooms(Database database, Endpoint endpoint, int maxRooms) {
    this.database = database;
    this.endpoint = endpoint;
    this.maxRooms = maxRooms;
  }

  @Override
  public Future<List<UnreadRoom>> of(long userId) {
    Map<String, Object> parameters = Map.of("user", userId, "limit", maxRooms);
    return ALL_CHATS
        .all(database, parameters, SqlUnreadRooms::room)
        .compose(
            chats ->
                ALL_ROOMS
                    .all(database, parameters, SqlUnreadRooms::room)
                    .map(rooms -> Stream.concat(chats.stream(), rooms.stream()).toList()));
  }

  @Override
  public Future<?> read(long userId, String topic, long messageId) {
    return place(topic)
        .compose(
            found ->
                found.isEmpty() ? Future.succeededFuture() : read(userId, found.get(), messageId));
  }

  private Future<?> read(long userId, Place place, long messageId) {
    return place
        .kind()
        .read()
        .change(
            database,
            Map.of("user", userId, "room", place.room(), "message", messageId, "now", Times.now()))
        .compose(
            changed ->
                changed == 0
                    ? Future.succeededFuture()
                    : place
                        .kind()
                        .forget()
                        .change(database, Map.of("user", userId, "last", maxRooms - 1))
                        .compose(forgotten -> find(userId, place))
                        .onSuccess(left -> left.ifPresent(now -> broadcastRead(userId, now))));
  }

  private Future<Optional<UnreadRoom>> find(long userId, Place place) {
    Map<String, Object> parameters = Map.of("user", userId, "room", place.room());
    return place.kind().one().one(database, parameters, SqlUnreadRooms::room);
  }

  @Override
  public Future<Boolean> mayFollow(long userId, String topic) {
    return place(topic)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(false)
                    : find(userId, found.get()).map(Optional::isPresent));
  }

  private void broadcastRead(long userId, UnreadRoom now) {
    endpoint.broadcast(UnreadRooms.ownTopic(userId), READ, now);
  }

  private Future<Optional<Place>> place(String topic) {
    if (topic.startsWith(ROOM)) {
      return Future.succeededFuture(
          Optional.of(new Place(ROOM_READS, topic.substring(ROOM.length()))));
    }
    boolean isChat = topic.startsWith(CHAT);
    long id = Long.parseLong(topic.substring(isChat ? CHAT.length() : CHALLENGE.length()));
    return (isChat ? FIND_CHAT : FIND_CHALLENGE)
        .one(database, Map.of("id", id), row -> new Place(CHAT_READS, row.getLong("id")));
  }

  @Override
  public void announce(NewMessage message) {
    endpoint.broadcast(AccessEvents.outsideTopic(message.topic()), MESSAGE, message);
  }

  private static UnreadRoom room(Row row) {
    return new UnreadRoom(
        row.getString("topic"),
        row.getString("name"),
        Math.toIntExact(row.getLong("unread")),
        row.getLong("last"));
  }
}

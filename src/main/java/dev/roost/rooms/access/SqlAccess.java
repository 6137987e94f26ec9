package dev.roost.rooms.access;

import dev.roost.rooms.access.AccessEvents.RoleChanged;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.SqlExecutor;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.database.Transaction;
import dev.roost.rooms.names.SearchKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Roles and the states of rooms in the database. Safe for any thread. */
final class SqlAccess {
  private static final String STATE =
      "t.visibility, t.archived_at, t.access_changed_at, c.locked_at"
          + " FROM chats t LEFT JOIN challenges c ON c.id = t.challenge_id";
  private static final String FIND =
      "SELECT t.id AS chat_id, m.role, m.changed_at, " + STATE + RoomRows.JOIN_MEMBERSHIP;
  private static final Statement FIND_CHALLENGE =
      new Statement(FIND + " WHERE t.challenge_id = #{id}");
  private static final Statement FIND_CHAT =
      new Statement(FIND + " WHERE t.id = #{id} AND t.room_name IS NOT NULL");
  private static final Statement MEMBERS =
      new Statement(
          "SELECT u.id, u.first_name, u.last_name, m.role"
              + " FROM room_members m JOIN users u ON u.id = m.user_id"
              + " WHERE m.chat_id = #{chat} AND u.id > #{after} ORDER BY u.id LIMIT #{limit}");
  private static final Statement COUNT =
      new Statement(
          "SELECT count(*) AS members, count(CASE role WHEN 'owner' THEN 1 END) AS owners"
              + " FROM room_members WHERE chat_id = #{chat}");
  private static final Statement PUT =
      new Statement(
          "INSERT INTO room_members (chat_id, user_id, role, changed_at)"
              + " VALUES (#{chat}, #{user}, #{role}, #{now})"
              + " ON CONFLICT (chat_id, user_id)"
              + " DO UPDATE SET role = excluded.role, changed_at = excluded.changed_at");
  private static final Statement DELETE =
      new Statement("DELETE FROM room_members WHERE chat_id = #{chat} AND user_id = #{user}");
  private static final Statement ACCOUNT =
      new Statement("SELECT id FROM users WHERE id = #{user} AND deleted_at IS NULL");
  private static final Statement LOCK_ROW =
      new Statement("UPDATE chats SET access_changed_at = access_changed_at WHERE id = #{chat}");
  private static final Statement CHANGE_ROOM =
      new Statement(
          "UPDATE chats SET visibility = #{visibility}, access_changed_at = #{now},"
              + " archived_at = nullif(CAST(#{archived_at} AS BIGINT), 0)"
              + " WHERE id = #{chat}");
  private static final Statement LOCK_TEXT =
      new Statement(
          "UPDATE challenges SET locked_at = nullif(CAST(#{locked_at} AS BIGINT), 0)"
              + " WHERE id = #{id}");
  private static final Statement OWNED_ONLY_BY =
      new Statement(
          "SELECT t.id AS chat_id, t.challenge_id"
              + " FROM room_members m JOIN chats t ON t.id = m.chat_id"
              + " WHERE m.user_id = #{user} AND m.role = 'owner' AND NOT EXISTS"
              + " (SELECT 1 FROM room_members o WHERE o.chat_id = m.chat_id"
              + " AND o.user_id <> m.user_id AND o.role = 'owner')");
  private static final Statement TEXT =
      new Statement(
          "SELECT c.title, c.prompt, c.language, t.room_name"
              + " FROM chats t LEFT JOIN challenges c ON c.id = t.challenge_id"
              + " WHERE t.id = #{chat}");
  private static final Statement EDIT_CHALLENGE =
      new Statement("UPDATE challenges SET title = #{title}, prompt = #{prompt} WHERE id = #{id}");
  private static final Statement EDIT_CHAT =
      new Statement("UPDATE chats SET room_name = #{name} WHERE id = #{id}");
  private static final Statement EDIT_KEY =
      new Statement("UPDATE chats SET search_key = #{key} WHERE id = #{chat}");
  private static final String ROOM = "t.id AS chat_id, t.challenge_id, ";
  private static final Statement ROLES_SINCE =
      new Statement(
          "SELECT t.id AS chat_id, t.challenge_id, m.user_id, m.role, m.changed_at"
              + " FROM room_members m JOIN chats t ON t.id = m.chat_id"
              + " WHERE m.changed_at > #{since} ORDER BY m.changed_at DESC LIMIT #{limit}");
  private static final Statement STATES_SINCE =
      new Statement(
          "SELECT "
              + ROOM
              + STATE
              + " WHERE t.access_changed_at > #{since}"
              + " ORDER BY t.access_changed_at DESC LIMIT #{limit}");

  private final Database database;

  SqlAccess(Database database) {
    this.database = database;
  }

  /** A change of a role that some server made. */
  record ChangedRole(Room room, RoleChanged change) {}

  /** A change of a room's state that some server made. */
  record ChangedRoom(Room room, RoomState state) {}

  Future<Optional<Access>> find(Room room, long userId) {
    return find(database, room, userId);
  }

  Future<Optional<Access>> find(SqlExecutor on, Room room, long userId) {
    Statement statement = room.kind() == Room.Kind.CHALLENGE ? FIND_CHALLENGE : FIND_CHAT;
    return statement.one(
        on,
        Map.of("id", room.id(), "user", userId),
        row -> new Access(room, row.getLong("chat_id"), membership(row), state(row)));
  }

  Future<List<Member>> members(long chatId, long after, int limit) {
    return MEMBERS.all(
        database,
        Map.of("chat", chatId, "after", after, "limit", limit),
        row ->
            new Member(
                row.getLong("id"),
                row.getString("first_name"),
                row.getString("last_name"),
                Role.named(row.getString("role")).orElseThrow()));
  }

  /** Whether there is an account with this id. */
  Future<Boolean> hasAccount(Transaction transaction, long userId) {
    return ACCOUNT
        .one(transaction, Map.of("user", userId), row -> row.getLong("id"))
        .map(Optional::isPresent);
  }

  /** Has other changes of the room's members and invites wait until the transaction ends. */
  Future<?> lockRow(Transaction transaction, long chatId) {
    return LOCK_ROW.change(transaction, Map.of("chat", chatId));
  }

  /**
   * Gives a person a role.
   *
   * @param before the person's access, read after {@link #lockRow}
   */
  Future<RoleChanged> put(Transaction transaction, Access before, long userId, Role role) {
    long now = later(before.membership().changedAt());
    return PUT.change(
            transaction,
            Map.of("chat", before.chatId(), "user", userId, "role", role.word(), "now", now))
        .map(new RoleChanged(userId, role, now));
  }

  // The clocks of servers differ, and of two changes the later one is in force.
  private static long later(long before) {
    return Math.max(Times.now(), before + 1);
  }

  /** Ends a membership, as {@link #put} changes it. */
  Future<RoleChanged> delete(Transaction transaction, Access before, long userId) {
    return DELETE
        .change(transaction, Map.of("chat", before.chatId(), "user", userId))
        .map(new RoleChanged(userId, null, later(before.membership().changedAt())));
  }

  /** Fails if the room has too many member rows, or had an owner and has none now. */
  Future<?> requireSound(Transaction transaction, long chatId, int maxMembers) {
    return COUNT
        .one(
            transaction,
            Map.of("chat", chatId),
            row -> new long[] {row.getLong("members"), row.getLong("owners")})
        .compose(found -> requireSound(found.orElseThrow(), maxMembers));
  }

  private static Future<Void> requireSound(long[] counts, int maxMembers) {
    if (counts[0] > maxMembers) {
      return refused(AccessRefusedException.Reason.TOO_MANY);
    }
    return counts[1] == 0
        ? refused(AccessRefusedException.Reason.LAST_OWNER)
        : Future.succeededFuture();
  }

  private static Future<Void> refused(AccessRefusedException.Reason reason) {
    return Future.failedFuture(new AccessRefusedException(reason));
  }

  /**
   * Changes the state of a room.
   *
   * @param access read after {@link #lockRow}
   */
  Future<RoomState> change(Transaction transaction, Access access, RoomState state) {
    long now = later(access.state().changedAt());
    Future<?> room =
        CHANGE_ROOM.change(
            transaction,
            Map.of(
                "chat",
                access.chatId(),
                "visibility",
                state.visibility().word(),
                "archived_at",
                state.archived() ? now : 0,
                "now",
                now));
    return room.compose(
            changed ->
                access.room().kind() == Room.Kind.CHAT
                    ? Future.succeededFuture()
                    : LOCK_TEXT.change(
                        transaction,
                        Map.of("id", access.room().id(), "locked_at", state.locked() ? now : 0)))
        .map(state.changedAt(now));
  }

  /** The texts of a room. */
  Future<RoomText> text(SqlExecutor on, Access access) {
    return TEXT.one(
            on,
            Map.of("chat", access.chatId()),
            row ->
                new RoomText(
                    access.room().id(),
                    row.getString("title"),
                    row.getString("prompt"),
                    row.getString("language"),
                    row.getString("room_name")))
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(
                        () ->
                            Future.failedFuture(
                                new AccessRefusedException(
                                    AccessRefusedException.Reason.UNKNOWN))));
  }

  Future<RoomText> text(Access access) {
    return text(database, access);
  }

  /** Calls a room something else; fails with a duplicate if another chat has the name. */
  Future<RoomText> edit(Transaction transaction, Access access, RoomText change) {
    return text(transaction, access)
        .compose(
            before ->
                access.room().kind() == Room.Kind.CHAT
                    ? EDIT_CHAT.change(
                        transaction,
                        Map.of(
                            "id", access.chatId(),
                            "name", changed(change.roomName(), before.roomName())))
                    : EDIT_CHALLENGE.change(
                        transaction,
                        Map.of(
                            "id", access.room().id(),
                            "title", changed(change.title(), before.title()),
                            "prompt", changed(change.prompt(), before.prompt()))))
        .compose(edited -> text(transaction, access))
        .compose(
            now ->
                EDIT_KEY
                    .change(transaction, Map.of("chat", access.chatId(), "key", key(now)))
                    .map(now));
  }

  private static String key(RoomText text) {
    return SearchKey.of(
        Objects.requireNonNull(text.title() == null ? text.roomName() : text.title()));
  }

  private static Object changed(@Nullable String now, @Nullable String before) {
    return Objects.requireNonNull(now == null ? before : now);
  }

  Future<List<Room>> ownedOnlyBy(long userId) {
    return OWNED_ONLY_BY.all(database, Map.of("user", userId), SqlAccess::room);
  }

  Future<List<ChangedRole>> rolesSince(long since, int limit) {
    return ROLES_SINCE.all(
        database,
        Map.of("since", since, "limit", limit),
        row -> new ChangedRole(room(row), RoleChanged.of(row.getLong("user_id"), membership(row))));
  }

  Future<List<ChangedRoom>> statesSince(long since, int limit) {
    return STATES_SINCE.all(
        database,
        Map.of("since", since, "limit", limit),
        row -> new ChangedRoom(room(row), state(row)));
  }

  static Room room(Row row) {
    Long challenge = row.getLong("challenge_id");
    return challenge == null ? Room.chat(row.getLong("chat_id")) : Room.challenge(challenge);
  }

  private static Membership membership(Row row) {
    String word = row.getString("role");
    return word == null
        ? Membership.NONE
        : new Membership(Role.named(word), row.getLong("changed_at"));
  }

  private static RoomState state(Row row) {
    return new RoomState(
        Visibility.named(row.getString("visibility")).orElseThrow(),
        row.getLong("locked_at") != null,
        row.getLong("archived_at") != null,
        row.getLong("access_changed_at"));
  }
}

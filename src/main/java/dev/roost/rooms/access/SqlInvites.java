package dev.roost.rooms.access;

import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.SqlExecutor;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.database.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Invites in the database. Safe for any thread. */
final class SqlInvites {
  private static final String IN_FORCE =
      " FROM room_invites WHERE chat_id = #{chat} AND expires_at > #{now}";
  private static final Statement LIST =
      new Statement("SELECT id, role, expires_at" + IN_FORCE + " ORDER BY id LIMIT #{limit}");
  private static final Statement COUNT = new Statement("SELECT count(*) AS number" + IN_FORCE);
  private static final Statement REMOVE_EXPIRED =
      new Statement("DELETE FROM room_invites WHERE chat_id = #{chat} AND expires_at <= #{now}");
  private static final Statement ADD =
      new Statement(
          "INSERT INTO room_invites (chat_id, role, token_hash, created_at, expires_at)"
              + " VALUES (#{chat}, #{role}, #{hash}, #{now}, #{expires}) RETURNING id");
  private static final Statement REVOKE =
      new Statement("DELETE FROM room_invites WHERE chat_id = #{chat} AND id = #{id}");
  private static final Statement FIND =
      new Statement(
          "SELECT t.id AS chat_id, t.challenge_id, i.role, i.created_at FROM room_invites i"
              + " JOIN chats t ON t.id = i.chat_id"
              + " WHERE i.token_hash = #{hash} AND i.expires_at > #{now}");

  private final Database database;

  SqlInvites(Database database) {
    this.database = database;
  }

  /** An invite in force, as the person who brings its token finds it. */
  record Found(Room room, long chatId, Role role) {}

  Future<List<Invite>> list(long chatId, int limit) {
    return LIST.all(
        database,
        Map.of("chat", chatId, "now", Times.now(), "limit", limit),
        row -> new Invite(row.getLong("id"), role(row), Times.text(row.getLong("expires_at"))));
  }

  Future<Long> count(Transaction transaction, long chatId) {
    Map<String, Object> parameters = Map.of("chat", chatId, "now", Times.now());
    return REMOVE_EXPIRED
        .change(transaction, parameters)
        .compose(removed -> COUNT.one(transaction, parameters, row -> row.getLong("number")))
        .map(Optional::orElseThrow);
  }

  Future<Invite> add(
      Transaction transaction, long chatId, Role role, String tokenHash, long expiresAt) {
    return ADD.insert(
            transaction,
            Map.of(
                "chat", chatId,
                "role", role.word(),
                "hash", tokenHash,
                "now", Times.now(),
                "expires", expiresAt))
        .map(id -> new Invite(id, role, Times.text(expiresAt)));
  }

  /** Whether there was such an invite. */
  Future<Boolean> revoke(long chatId, long id) {
    return REVOKE.change(database, Map.of("chat", chatId, "id", id)).map(revoked -> revoked > 0);
  }

  Future<Optional<Found>> find(SqlExecutor on, String tokenHash) {
    return FIND.one(
        on,
        Map.of("hash", tokenHash, "now", Times.now()),
        row -> new Found(SqlAccess.room(row), row.getLong("chat_id"), role(row)));
  }

  Future<Optional<Found>> find(String tokenHash) {
    return find(database, tokenHash);
  }

  private static Role role(Row row) {
    return Role.named(row.getString("role")).orElseThrow();
  }
}

package dev.roost.rooms.accounts;

import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.database.Transaction;
import dev.roost.rooms.names.NameKey;
import dev.roost.rooms.names.SearchKey;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of accounts in the database. Safe for any thread. */
final class SqlAccountChanges {
  private static final Statement RENAME =
      new Statement(
          "UPDATE users SET first_name = #{first}, last_name = #{last}, search_key = #{key}"
              + " WHERE id = #{user}");
  private static final Statement REMOVE_NAMES =
      new Statement("DELETE FROM account_names WHERE user_id = #{user}");
  private static final Statement ADD_NAME =
      new Statement("INSERT INTO account_names (name_key, user_id) VALUES (#{key}, #{user})");
  private static final Statement SET_PASSWORD =
      new Statement(
          "UPDATE users SET password_hash = #{hash} WHERE id = #{user} AND deleted_at IS NULL");
  private static final Statement RESET_OF =
      new Statement(
          "SELECT user_id FROM password_resets"
              + " WHERE token_hash = #{token} AND expires_at > #{now}");
  private static final Statement USE_RESET =
      new Statement(
          "DELETE FROM password_resets WHERE token_hash = #{token} AND expires_at > #{now}");
  private static final Statement REMOVE_RESETS =
      new Statement("DELETE FROM password_resets WHERE user_id = #{user} OR expires_at <= #{now}");
  private static final Statement CLEAR =
      new Statement(
          "UPDATE users SET first_name = 'Deleted', last_name = 'account', search_key = '',"
              + " email = '',"
              + " email_key = #{key}, password_hash = '', deleted_at = #{now} WHERE id = #{user}");

  private static final String OF_USER = " WHERE user_id = #{user}";

  /** The rows that are deleted with an account. */
  private static final List<Statement> REMOVE_ALL =
      List.of(
          REMOVE_NAMES,
          REMOVE_RESETS,
          new Statement("DELETE FROM chat_messages" + OF_USER),
          new Statement("DELETE FROM room_messages" + OF_USER),
          new Statement(
              "DELETE FROM talk_rooms WHERE NOT EXISTS"
                  + " (SELECT 1 FROM room_messages m WHERE m.room = talk_rooms.name)"),
          new Statement("DELETE FROM challenge_runs" + OF_USER),
          new Statement("DELETE FROM chat_reads" + OF_USER),
          new Statement("DELETE FROM room_reads" + OF_USER),
          new Statement("DELETE FROM room_members" + OF_USER),
          new Statement("DELETE FROM known_networks" + OF_USER),
          new Statement("UPDATE challenges SET creator_id = NULL WHERE creator_id = #{user}"),
          new Statement("UPDATE chats SET creator_id = NULL WHERE creator_id = #{user}"),
          CLEAR);

  private final Database database;

  SqlAccountChanges(Database database) {
    this.database = database;
  }

  Future<Void> rename(long userId, String firstName, String lastName) {
    return database.transaction(
        transaction ->
            RENAME
                .change(
                    transaction,
                    Map.of(
                        "user", userId,
                        "first", firstName,
                        "last", lastName,
                        "key", SearchKey.of(firstName + " " + lastName)))
                .compose(renamed -> REMOVE_NAMES.change(transaction, Map.of("user", userId)))
                .compose(removed -> addNames(transaction, userId, firstName, lastName)));
  }

  private static Future<Void> addNames(
      Transaction transaction, long userId, String firstName, String lastName) {
    return ADD_NAME.changeAll(
        transaction,
        NameKey.ofAccount(firstName, lastName).stream()
            .map(key -> Map.<String, Object>of("key", key, "user", userId))
            .toList());
  }

  /** Sets a password; the links to set another end. */
  Future<Void> setPassword(long userId, String hash) {
    return database.transaction(transaction -> setPassword(transaction, userId, hash));
  }

  private static Future<Void> setPassword(Transaction transaction, long userId, String hash) {
    return SET_PASSWORD
        .change(transaction, Map.of("user", userId, "hash", hash))
        .compose(
            set -> REMOVE_RESETS.change(transaction, Map.of("user", userId, "now", Times.now())))
        .mapEmpty();
  }

  /** The account that a link is for; nothing if the link has ended. */
  Future<Optional<Long>> userOfReset(String tokenHash) {
    return RESET_OF.one(
        database, Map.of("token", tokenHash, "now", Times.now()), row -> row.getLong("user_id"));
  }

  /** Sets a password by a link; false, and nothing is changed, if the link has ended. */
  Future<Boolean> reset(String tokenHash, long userId, String hash) {
    return database.transaction(
        transaction ->
            USE_RESET
                .change(transaction, Map.of("token", tokenHash, "now", Times.now()))
                .compose(
                    used ->
                        used == 0
                            ? Future.succeededFuture(false)
                            : setPassword(transaction, userId, hash).map(true)));
  }

  /** Deletes what belongs to an account, and what its row says of a person. */
  Future<Void> delete(long userId) {
    Map<String, Object> parameters =
        Map.of("user", userId, "now", Times.now(), "key", "deleted:" + userId);
    return database.transaction(
        transaction -> {
          Future<?> done = Future.succeededFuture();
          for (Statement statement : REMOVE_ALL) {
            done = done.compose(before -> statement.change(transaction, parameters));
          }
          return done.mapEmpty();
        });
  }
}

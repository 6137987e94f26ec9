package dev.roost.rooms.accounts;

import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.users.Account;
import dev.roost.rooms.users.SqlUsers;
import dev.roost.rooms.users.User;
import dev.roost.rooms.users.Users;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Links to set a password, in the database. Safe for any thread. */
final class SqlPasswordResets {
  private static final Statement REMOVE_EXPIRED =
      new Statement("DELETE FROM password_resets WHERE expires_at <= #{now}");
  private static final Statement ADD =
      new Statement(
          "INSERT INTO password_resets (token_hash, user_id, expires_at)"
              + " VALUES (#{token}, #{user}, #{end})");

  private final Database database;
  private final Users users;

  SqlPasswordResets(Database database) {
    this.database = database;
    this.users = new SqlUsers(database);
  }

  /** The account with this address. */
  Future<Optional<User>> account(String email) {
    return users.withEmail(email).map(found -> found.map(Account::user));
  }

  /** Adds a link, and removes those that have ended. */
  Future<Void> add(String tokenHash, long userId, Duration inForce) {
    long now = Times.now();
    Map<String, Object> parameters =
        Map.of("now", now, "token", tokenHash, "user", userId, "end", now + inForce.toMillis());
    return database.transaction(
        transaction ->
            REMOVE_EXPIRED
                .change(transaction, parameters)
                .compose(removed -> ADD.change(transaction, parameters))
                .mapEmpty());
  }
}

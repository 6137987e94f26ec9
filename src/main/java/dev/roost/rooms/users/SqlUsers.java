package dev.roost.rooms.users;

import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.DatabaseFailures;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Transaction;
import dev.roost.rooms.names.NameKey;
import dev.roost.rooms.names.SearchKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Users in the database. */
public final class SqlUsers implements Users {
  private static final String COLUMNS = "SELECT id, first_name, last_name, email";

  private static final Statement FIND =
      new Statement(COLUMNS + " FROM users WHERE id = #{id} AND deleted_at IS NULL");
  private static final Statement FIRST =
      new Statement(COLUMNS + " FROM users WHERE deleted_at IS NULL ORDER BY id LIMIT #{limit}");
  private static final Statement WITH_EMAIL =
      new Statement(
          COLUMNS + ", password_hash FROM users WHERE email_key = #{key} AND deleted_at IS NULL");
  private static final Statement ADD =
      new Statement(
          "INSERT INTO users (first_name, last_name, email, email_key, password_hash,"
              + " search_key)"
              + " VALUES (#{first_name}, #{last_name}, #{email}, #{key}, #{hash},"
              + " #{search_key})"
              + " RETURNING id");
  private static final Statement NAMED =
      new Statement("SELECT user_id FROM account_names WHERE name_key = #{key} LIMIT 1");
  private static final Statement ADD_NAME =
      new Statement("INSERT INTO account_names (name_key, user_id) VALUES (#{key}, #{user})");

  private final Database database;

  /** In this database. */
  public SqlUsers(Database database) {
    this.database = database;
  }

  @Override
  public Future<Optional<User>> find(long id) {
    return FIND.one(database, Map.of("id", id), SqlUsers::user);
  }

  @Override
  public Future<List<User>> first(int limit) {
    return FIRST.all(database, Map.of("limit", limit), SqlUsers::user);
  }

  @Override
  public Future<Optional<Account>> withEmail(String email) {
    return WITH_EMAIL.one(
        database,
        Map.of("key", key(email)),
        row -> new Account(user(row), row.getString("password_hash")));
  }

  @Override
  public Future<User> add(NewUser user) {
    return database
        .transaction(
            transaction ->
                ADD.insert(
                        transaction,
                        Map.of(
                            "first_name", user.firstName(),
                            "last_name", user.lastName(),
                            "email", user.email(),
                            "key", key(user.email()),
                            "hash", user.passwordHash(),
                            "search_key", SearchKey.of(user.firstName() + " " + user.lastName())))
                    .compose(id -> addNames(transaction, id, user).map(id)))
        .map(id -> new User(id, user.firstName(), user.lastName(), user.email()))
        .recover(
            failure ->
                Future.failedFuture(
                    DatabaseFailures.isDuplicate(failure) ? new EmailTakenException() : failure));
  }

  private static Future<Void> addNames(Transaction transaction, long id, NewUser user) {
    List<Map<String, Object>> names =
        NameKey.ofAccount(user.firstName(), user.lastName()).stream()
            .map(key -> Map.<String, Object>of("key", key, "user", id))
            .toList();
    return ADD_NAME.changeAll(transaction, names);
  }

  @Override
  public Future<Boolean> hasAccountNamed(String name) {
    return NAMED
        .one(database, Map.of("key", NameKey.of(name)), row -> row.getLong("user_id"))
        .map(Optional::isPresent);
  }

  private static String key(String email) {
    return email.toLowerCase(Locale.ROOT);
  }

  private static User user(Row row) {
    return new User(
        row.getLong("id"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("email"));
  }
}

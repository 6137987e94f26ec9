package dev.roost.rooms.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/**
 * Statements of which all are stored or none. Made by {@link Database#transaction}. On SQLite it is
 * the only writer until it ends: wait for nothing but its own statements.
 */
public final class Transaction extends SqlExecutor {
  private final SqlConnection connection;

  Transaction(SqlConnection connection) {
    this.connection = connection;
  }

  @Override
  <T> Future<T> read(Function<SqlClient, Future<T>> statement) {
    return statement.apply(connection);
  }

  @Override
  <T> Future<T> write(Function<SqlClient, Future<T>> statement) {
    return statement.apply(connection);
  }
}

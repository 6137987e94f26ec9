package dev.roost.rooms.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.function.Function;

/** Runs a {@link Statement}: the {@link Database}, or a {@link Transaction} on it. */
public abstract sealed class SqlExecutor permits Database, Transaction {

  /** Runs a statement that changes nothing. */
  abstract <T> Future<T> read(Function<SqlClient, Future<T>> statement);

  /** Runs a statement that may change something. */
  abstract <T> Future<T> write(Function<SqlClient, Future<T>> statement);
}

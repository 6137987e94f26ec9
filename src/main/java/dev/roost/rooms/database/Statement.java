package dev.roost.rooms.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One statement, with parameters such as {@code #{id}}. Immutable.
 *
 * @param sql as PostgreSQL and SQLite both understand it
 */
public record Statement(String sql) {

  /** Gives all rows. For statements that change nothing. */
  public <T> Future<List<T>> all(
      SqlExecutor on, Map<String, Object> parameters, Function<Row, T> read) {
    return on.read(
        client ->
            SqlTemplate.forQuery(client, sql).execute(parameters).map(rows -> rows(rows, read)));
  }

  /** Gives the first row, if there is one. For statements that change nothing. */
  public <T> Future<Optional<T>> one(
      SqlExecutor on, Map<String, Object> parameters, Function<Row, T> read) {
    return all(on, parameters, read).map(rows -> rows.stream().findFirst());
  }

  /**
   * Changes rows.
   *
   * @param on a transaction; or the database, where the statement is a transaction by itself
   * @return how many rows it changed
   */
  public Future<Integer> change(SqlExecutor on, Map<String, Object> parameters) {
    return on.write(client -> change(client, parameters));
  }

  Future<Integer> change(SqlClient client, Map<String, Object> parameters) {
    return SqlTemplate.forUpdate(client, sql).execute(parameters).map(SqlResult::rowCount);
  }

  /** Changes rows once for each of the parameters. */
  public Future<Void> changeAll(Transaction on, List<Map<String, Object>> parameters) {
    return on.write(client -> SqlTemplate.forUpdate(client, sql).executeBatch(parameters))
        .mapEmpty();
  }

  /**
   * Adds one row. The statement ends with {@code RETURNING id}.
   *
   * @return the id of the row
   */
  public Future<Long> insert(SqlExecutor on, Map<String, Object> parameters) {
    return on.write(client -> SqlTemplate.forQuery(client, sql).execute(parameters))
        .map(rows -> rows.iterator().next().getLong("id"));
  }

  private static <T> List<T> rows(RowSet<Row> rows, Function<Row, T> read) {
    List<T> all = new ArrayList<>(rows.size());
    for (Row row : rows) {
      all.add(read.apply(row));
    }
    return all;
  }
}

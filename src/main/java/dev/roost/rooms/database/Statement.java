package dev.roost.rooms.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
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
 * @param sql as both databases understand it
 */
public record Statement(String sql) {

  /** All rows. */
  public <T> Future<List<T>> all(
      SqlClient client, Map<String, Object> parameters, Function<Row, T> read) {
    return SqlTemplate.forQuery(client, sql).execute(parameters).map(rows -> rows(rows, read));
  }

  /** The one row, if there is one. */
  public <T> Future<Optional<T>> one(
      SqlClient client, Map<String, Object> parameters, Function<Row, T> read) {
    return all(client, parameters, read).map(rows -> rows.stream().findFirst());
  }

  /**
   * How many rows it changed.
   *
   * @param client a connection with a transaction; or a pool, where it is one by itself
   */
  public Future<Integer> change(SqlClient client, Map<String, Object> parameters) {
    return SqlTemplate.forUpdate(client, sql).execute(parameters).map(SqlResult::rowCount);
  }

  /** Does it once for each of the parameters, in the transaction of the connection. */
  public Future<Void> changeAll(SqlConnection client, List<Map<String, Object>> parameters) {
    return SqlTemplate.forUpdate(client, sql).executeBatch(parameters).mapEmpty();
  }

  private static <T> List<T> rows(RowSet<Row> rows, Function<Row, T> read) {
    List<T> all = new ArrayList<>(rows.size());
    for (Row row : rows) {
      all.add(read.apply(row));
    }
    return all;
  }
}

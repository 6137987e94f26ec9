package dev.roost.rooms.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.pubsub.ClusterWait;
import dev.roost.rooms.config.CommandLine;
import dev.roost.rooms.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is stored when, by connections of the pool. */
class TransactionsTest {
  private static final Statement ADD =
      new Statement("INSERT INTO chats (id, room_name) VALUES (#{id}, #{name})");
  private static final Statement COUNT =
      new Statement("SELECT count(*) AS number FROM chats WHERE room_name LIKE 'try%'");

  private final Vertx vertx = Vertx.vertx();

  @TempDir private Path data;

  @AfterEach
  void close() {
    ClusterWait.get(vertx.close());
  }

  private Pool open(TestDatabase database) {
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.put("ROOST_DATA_DIRECTORY", data.toString());
    return ClusterWait.get(
        Settings.load(vertx, CommandLine.parse(), environment)
            .compose(settings -> Database.open(vertx, settings.database())));
  }

  private static Future<?> add(SqlClient client, long id) {
    return ADD.change(client, Map.of("id", id, "name", "try" + id));
  }

  private static long count(SqlClient client) {
    return ClusterWait.get(COUNT.one(client, Map.of(), row -> row.getLong("number"))).orElseThrow();
  }

  /** So many that every connection of the pool is in use. */
  private static List<SqlConnection> all(Pool pool) {
    return Stream.generate(() -> ClusterWait.get(pool.getConnection())).limit(4).toList();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDoneOutsideOfATransactionIsSeenByAllAtOnce(TestDatabase database) {
    Pool pool = open(database);
    for (int i = 0; i < 4; i++) {
      int id = 1_000 + 10 * i;
      ClusterWait.get(pool.withTransaction(connection -> add(connection, id)));
      ClusterWait.get(
          pool.withTransaction(
                  connection -> add(connection, id + 1).compose(added -> Future.failedFuture("no")))
              .otherwiseEmpty());
      ClusterWait.get(add(pool, id + 2));
      List<SqlConnection> connections = all(pool);
      for (SqlConnection connection : connections) {
        assertThat(count(connection)).isEqualTo(2L * (i + 1));
      }
      connections.forEach(connection -> ClusterWait.get(connection.close()));
    }
  }
}

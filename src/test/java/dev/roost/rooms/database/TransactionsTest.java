package dev.roost.rooms.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.rooms.config.CommandLine;
import dev.roost.rooms.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements inside and outside of transactions, on one server and on two. */
class TransactionsTest {
  private static final Statement ADD =
      new Statement("INSERT INTO chats (room_name) VALUES (#{name}) RETURNING id");
  private static final Statement COUNT =
      new Statement("SELECT count(*) AS number FROM chats WHERE room_name LIKE 'try%'");
  private static final Statement CHALLENGE =
      new Statement("UPDATE challenges SET version = version + 1 WHERE id = 1");
  private static final Statement VERSION =
      new Statement("SELECT version FROM challenges WHERE id = 1");

  private final Vertx vertx = Vertx.vertx();

  @TempDir private Path data;

  @AfterEach
  void close() {
    ClusterWait.get(vertx.close());
  }

  private Database open(Map<String, String> database) {
    Map<String, String> environment = new HashMap<>(database);
    environment.put("ROOST_DATA_DIRECTORY", data.toString());
    // Like servers that share a directory.
    environment.put("ROOST_CLUSTER_ENABLED", "true");
    return ClusterWait.get(
        Settings.load(vertx, CommandLine.parse(), environment)
            .compose(settings -> Database.open(vertx, settings.database())));
  }

  private static Future<Long> add(SqlExecutor on, String name) {
    return ADD.insert(on, Map.of("name", "try" + name));
  }

  private static long count(SqlExecutor on) {
    return ClusterWait.get(COUNT.one(on, Map.of(), row -> row.getLong("number"))).orElseThrow();
  }

  private static long version(Database database) {
    return ClusterWait.get(VERSION.one(database, Map.of(), row -> row.getLong("version")))
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void everyConnectionReadsCommittedRowsOnly(TestDatabase kind) {
    Database database = open(kind.environment());
    for (int i = 0; i < 4; i++) {
      String name = i + "-";
      ClusterWait.get(database.transaction(transaction -> add(transaction, name + 0)));
      ClusterWait.get(
          database
              .transaction(
                  transaction ->
                      add(transaction, name + 1)
                          .compose(added -> Future.<Long>failedFuture("rolled back")))
              .otherwiseEmpty());
      ClusterWait.get(add(database, name + 2));
      long stored = 2L * (i + 1);
      // More reads at once than connections.
      List<Future<Long>> counts =
          IntStream.range(0, 30)
              .mapToObj(
                  n ->
                      COUNT
                          .one(database, Map.of(), row -> row.getLong("number"))
                          .map(count -> count.orElse(0L)))
              .toList();
      assertThat(counts).allSatisfy(count -> assertThat(ClusterWait.get(count)).isEqualTo(stored));
    }
  }

  @ParameterizedTest
  @EnumSource
  void duplicateFailsWithoutBlockingOthers(TestDatabase kind) {
    Database database = open(kind.environment());
    ClusterWait.get(add(database, "taken"));

    Throwable alone =
        ClusterWait.get(add(database, "taken").map((Throwable) null).otherwise(failure -> failure));
    Throwable within =
        ClusterWait.get(
            database
                .transaction(
                    transaction ->
                        add(transaction, "other").compose(added -> add(transaction, "taken")))
                .map((Throwable) null)
                .otherwise(failure -> failure));

    assertThat(List.of(alone, within)).allMatch(DatabaseFailures::isDuplicate);
    assertThat(count(database)).isEqualTo(1);
    assertThat(ClusterWait.get(add(database, "free"))).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void idsAreNeverReused(TestDatabase kind) {
    Database database = open(kind.environment());
    long first = ClusterWait.get(add(database, "first"));
    ClusterWait.get(
        new Statement("DELETE FROM chats WHERE id = #{id}").change(database, Map.of("id", first)));

    assertThat(ClusterWait.get(add(database, "second"))).isGreaterThan(first);
  }

  @ParameterizedTest
  @EnumSource
  void writersOfTwoServersTakeTurns(TestDatabase kind) {
    Map<String, String> environment = kind.environment();
    List<Database> servers = List.of(open(environment), open(environment));
    List<Future<?>> writes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      for (int server = 0; server < servers.size(); server++) {
        Database database = servers.get(server);
        String name = server + "-" + i;
        writes.add(
            database.transaction(
                transaction ->
                    CHALLENGE
                        .change(transaction, Map.of())
                        .compose(changed -> add(transaction, name))));
        writes.add(CHALLENGE.change(database, Map.of()));
      }
    }

    ClusterWait.get(Future.join(writes));

    assertThat(servers).allSatisfy(server -> assertThat(version(server)).isEqualTo(200));
    assertThat(servers).allSatisfy(server -> assertThat(count(server)).isEqualTo(100));
  }

  @ParameterizedTest
  @EnumSource
  void numbersAndTimesAreReadUnchanged(TestDatabase kind) {
    Database database = open(kind.environment());
    long large = 1_790_000_000_123L;
    Statement numbers =
        new Statement(
            "SELECT id, version + #{large} AS later, nullif(version, 0) AS none,"
                + " length(response) AS grows FROM challenges"
                + " UNION ALL SELECT 4, #{large}, #{large}, #{large} ORDER BY id");

    List<String> rows =
        ClusterWait.get(
            numbers.all(
                database,
                Map.of("large", large),
                row ->
                    row.getLong("id")
                        + " "
                        + row.getLong("later")
                        + " "
                        + row.getLong("none")
                        + " "
                        + row.getLong("grows")));

    assertThat(rows)
        .containsExactly(
            "1 " + large + " null 0",
            "2 " + large + " null 0",
            "3 " + large + " null 0",
            "4 " + large + " " + large + " " + large);
  }
}

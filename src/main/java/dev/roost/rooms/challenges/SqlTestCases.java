package dev.roost.rooms.challenges;

import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.documents.EditRefusedException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;

/** Test cases in the database. */
public final class SqlTestCases implements TestCases {
  private static final String ONE = " WHERE challenge_id = #{challenge} AND id = #{id}";
  private static final Statement ALL =
      new Statement(
          "SELECT id, name, input, expected FROM challenge_cases"
              + " WHERE challenge_id = #{challenge} ORDER BY id");
  private static final Statement COUNT =
      new Statement(
          "SELECT count(*) AS number FROM challenge_cases WHERE challenge_id = #{challenge}");
  private static final Statement ADD =
      new Statement(
          "INSERT INTO challenge_cases (challenge_id, name, input, expected)"
              + " VALUES (#{challenge}, #{name}, #{input}, #{expected}) RETURNING id");
  private static final Statement REPLACE =
      new Statement(
          "UPDATE challenge_cases SET name = #{name}, input = #{input}, expected = #{expected}"
              + ONE);
  private static final Statement DELETE = new Statement("DELETE FROM challenge_cases" + ONE);

  private final Database database;
  private final int max;

  /**
   * In this database.
   *
   * @param max how many cases one challenge may have
   */
  public SqlTestCases(Database database, int max) {
    this.database = database;
    this.max = max;
  }

  @Override
  public Future<List<TestCase>> of(long challengeId) {
    return ALL.all(database, Map.of("challenge", challengeId), SqlTestCases::read);
  }

  @Override
  public Future<TestCase> add(long challengeId, TestCase added) {
    return database.transaction(
        transaction ->
            COUNT
                .one(transaction, Map.of("challenge", challengeId), row -> row.getLong("number"))
                .compose(
                    number ->
                        number.orElse(0L) < max
                            ? ADD.insert(
                                transaction,
                                Map.of(
                                    "challenge",
                                    challengeId,
                                    "name",
                                    added.name(),
                                    "input",
                                    added.input(),
                                    "expected",
                                    added.expected()))
                            : Future.failedFuture(EditRefusedException.tooMany(max)))
                .map(id -> new TestCase(id, added.name(), added.input(), added.expected())));
  }

  @Override
  public Future<TestCase> replace(long challengeId, TestCase replacement) {
    return REPLACE
        .change(
            database,
            Map.of(
                "challenge",
                challengeId,
                "id",
                replacement.id(),
                "name",
                replacement.name(),
                "input",
                replacement.input(),
                "expected",
                replacement.expected()))
        .compose(
            changed ->
                changed > 0
                    ? Future.succeededFuture(replacement)
                    : Future.failedFuture(EditRefusedException.refused("unknown_case")));
  }

  @Override
  public Future<Boolean> delete(long challengeId, long caseId) {
    return DELETE
        .change(database, Map.of("challenge", challengeId, "id", caseId))
        .map(deleted -> deleted > 0);
  }

  private static TestCase read(Row row) {
    return new TestCase(
        row.getLong("id"),
        row.getString("name"),
        row.getString("input"),
        row.getString("expected"));
  }
}

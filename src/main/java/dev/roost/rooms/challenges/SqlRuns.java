package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roost.rooms.chats.Author;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs in the database. */
public final class SqlRuns implements Runs {
  private static final Statement LAST =
      new Statement(
          "SELECT r.run_id, r.language, r.status, r.duration_ms, r.output, r.results,"
              + " r.started_at, u.id AS user_id, u.first_name, u.last_name"
              + " FROM challenge_runs r JOIN users u ON u.id = r.user_id"
              + " WHERE r.challenge_id = #{challenge}");
  private static final Statement SAVE =
      new Statement(
          "INSERT INTO challenge_runs (challenge_id, run_id, user_id, language, status,"
              + " duration_ms, output, results, started_at) VALUES (#{challenge}, #{run}, #{user},"
              + " #{language}, #{status}, #{duration}, #{output}, #{results}, #{started})"
              + " ON CONFLICT (challenge_id) DO UPDATE SET run_id = excluded.run_id,"
              + " user_id = excluded.user_id, language = excluded.language,"
              + " status = excluded.status, duration_ms = excluded.duration_ms,"
              + " output = excluded.output, results = excluded.results,"
              + " started_at = excluded.started_at");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Database database;

  /** In this database. */
  public SqlRuns(Database database) {
    this.database = database;
  }

  /** A part of the output as it is stored. */
  private record Stored(String stream, String text) {}

  /** The result of a test case as it is stored. */
  private record StoredResult(
      @JsonProperty("case_id") long caseId,
      String name,
      String expected,
      String actual,
      String status,
      long ms) {}

  @Override
  public Future<Optional<Run>> last(long challengeId) {
    return LAST.one(database, Map.of("challenge", challengeId), SqlRuns::run);
  }

  @Override
  public Future<Void> save(long challengeId, Run run) {
    // A duration may be missing, which Map.of does not allow.
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("challenge", challengeId);
    parameters.put("run", run.id());
    parameters.put("user", run.user().id());
    parameters.put("language", run.language().word());
    parameters.put("status", run.status().word());
    parameters.put("duration", run.ms());
    parameters.put("output", json(run.output()));
    parameters.put("results", run.results() == null ? null : json(run.results()));
    parameters.put("started", Instant.parse(run.startedAt()).toEpochMilli());
    return SAVE.change(database, parameters).mapEmpty();
  }

  private static String json(List<?> list) {
    try {
      return JSON.writeValueAsString(list);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written as JSON", e);
    }
  }

  private static Run run(Row row) {
    return new Run(
        row.getString("run_id"),
        new Author(row.getLong("user_id"), row.getString("first_name"), row.getString("last_name")),
        Language.named(row.getString("language")).orElseThrow(),
        Times.text(row.getLong("started_at")),
        Run.Status.named(row.getString("status")).orElseThrow(),
        row.getLong("duration_ms"),
        output(row.getString("output")),
        results(row.getString("results")));
  }

  private static List<Run.Chunk> output(String json) {
    try {
      return List.of(JSON.readValue(json, Stored[].class)).stream()
          .map(
              stored ->
                  new Run.Chunk(
                      Run.Stream.valueOf(stored.stream().toUpperCase(Locale.ROOT)), stored.text()))
          .toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the output of a run in the database is no JSON", e);
    }
  }

  private static @Nullable List<CaseResult> results(@Nullable String json) {
    if (json == null) {
      return null;
    }
    try {
      return List.of(JSON.readValue(json, StoredResult[].class)).stream()
          .map(
              stored ->
                  new CaseResult(
                      stored.caseId(),
                      stored.name(),
                      stored.expected(),
                      stored.actual(),
                      CaseResult.Status.named(stored.status()).orElseThrow(),
                      stored.ms()))
          .toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the results of a run in the database are no JSON", e);
    }
  }
}

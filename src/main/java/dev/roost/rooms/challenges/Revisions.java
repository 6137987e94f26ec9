package dev.roost.rooms.challenges;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Transaction;
import dev.roost.rooms.documents.ChangeSet;
import dev.roost.rooms.documents.Document;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.rooms.documents.Edited;
import dev.roost.rooms.documents.Update;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes of responses in the database. It decides who is first: the row of a challenge has the
 * version of its response, and a change is stored only if that is still the one it was made for.
 */
final class Revisions {
  private static final Statement RESPONSE =
      new Statement(
          "UPDATE challenges SET response = #{response}, version = #{after}"
              + " WHERE id = #{id} AND version = #{before} AND locked_at IS NULL");
  private static final Statement ADD =
      new Statement(
          "INSERT INTO challenge_revisions (challenge_id, version, client_id, user_id, changes)"
              + " VALUES (#{id}, #{version}, #{client}, #{user}, #{changes})");
  private static final Statement FORGET =
      new Statement(
          "DELETE FROM challenge_revisions WHERE challenge_id = #{id} AND version < #{version}");
  private static final Statement FORGET_BYTES =
      new Statement(
          "DELETE FROM challenge_revisions WHERE challenge_id = #{id} AND version <="
              + " (SELECT max(sums.version) FROM (SELECT version,"
              + " sum(length(changes)) OVER (ORDER BY version DESC) AS total"
              + " FROM challenge_revisions WHERE challenge_id = #{id}) AS sums"
              + " WHERE sums.total > #{kept})");
  private static final Statement SIZE =
      new Statement(
          "SELECT count(*) AS number, sum(length(r.changes)) AS size,"
              + " (SELECT length(c.response) FROM challenges c WHERE c.id = #{id}) AS response"
              + " FROM challenge_revisions r"
              + " WHERE r.challenge_id = #{id} AND r.version >= #{from} AND r.version < #{to}");
  private static final Statement BETWEEN =
      new Statement(
          "SELECT client_id, user_id, changes FROM challenge_revisions"
              + " WHERE challenge_id = #{id} AND version >= #{from} AND version < #{to}"
              + " ORDER BY version");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The size up to which the server sends a response's changes. */
  private static final int SMALL = 16_384;

  /** Deletes old changes after this many new ones, on average. */
  private static final int FORGET_EVERY = 100;

  /** After changes with as many characters, the bytes that are kept are looked at, too. */
  private static final int LARGE = 65_536;

  private final Database database;
  private final int kept;
  private final int keptBytes;

  /**
   * Of all challenges.
   *
   * @param kept how many changes of a response are kept, or a few more
   * @param keptBytes how many bytes they have together, or a few more
   */
  Revisions(Database database, int kept, int keptBytes) {
    this.database = database;
    this.keptBytes = keptBytes;
    this.kept = kept;
  }

  Future<Boolean> append(long id, List<Edited> edits) {
    long before = edits.get(0).version();
    Document after = edits.get(edits.size() - 1).after();
    return database.transaction(
        transaction ->
            RESPONSE
                .change(
                    transaction,
                    Map.of(
                        "id",
                        id,
                        "response",
                        after.text(),
                        "before",
                        before,
                        "after",
                        after.version()))
                .compose(
                    changed ->
                        changed == 0
                            ? Future.succeededFuture(false)
                            : ADD.changeAll(transaction, rows(id, edits))
                                .compose(added -> forget(transaction, id, edits, after.version()))
                                .map(true)));
  }

  private static List<Map<String, Object>> rows(long id, List<Edited> edits) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Edited edited : edits) {
      long version = edited.version();
      for (Update update : edited.updates()) {
        rows.add(
            Map.of(
                "id", id,
                "version", version++,
                "client", update.clientId(),
                "user", update.userId(),
                "changes", json(update.changes())));
      }
    }
    return rows;
  }

  private Future<?> forget(Transaction transaction, long id, List<Edited> edits, long after) {
    boolean isDue = edits.get(0).version() / FORGET_EVERY != after / FORGET_EVERY;
    Future<?> few =
        isDue
            ? FORGET.change(transaction, Map.of("id", id, "version", after - kept))
            : Future.succeededFuture();
    return isDue || edits.stream().mapToLong(Edited::insertedLength).sum() >= LARGE
        ? few.compose(done -> FORGET_BYTES.change(transaction, Map.of("id", id, "kept", keptBytes)))
        : few;
  }

  /** The changes, unless some are gone or all together are larger than the response. */
  Future<Optional<List<Update>>> between(long id, long from, long to) {
    if (from < 0 || from > to) {
      return Future.succeededFuture(Optional.empty());
    }
    if (from == to) {
      return Future.succeededFuture(Optional.of(List.of()));
    }
    Map<String, Object> range = Map.of("id", id, "from", from, "to", to);
    return SIZE.one(database, range, row -> isSmallEnough(row, to - from))
        .compose(
            worth ->
                worth.orElse(false)
                    ? BETWEEN
                        .all(database, range, Revisions::update)
                        .map(updates -> Optional.of(updates).filter(u -> u.size() == to - from))
                    : Future.succeededFuture(Optional.empty()));
  }

  private static boolean isSmallEnough(Row row, long wanted) {
    return row.getLong("number") == wanted
        && row.getLong("size") <= Math.max(row.getLong("response"), SMALL);
  }

  private static Update update(Row row) {
    try {
      return new Update(
          row.getString("client_id"),
          ChangeSet.of(JSON.readTree(row.getString("changes"))),
          row.getLong("user_id"));
    } catch (JsonProcessingException | EditRefusedException e) {
      throw new IllegalStateException("a stored change cannot be read", e);
    }
  }

  private static String json(ChangeSet changes) {
    try {
      return JSON.writeValueAsString(changes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

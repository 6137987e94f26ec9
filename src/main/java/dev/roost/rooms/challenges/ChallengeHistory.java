package dev.roost.rooms.challenges;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.documents.ChangeSet;
import dev.roost.rooms.documents.EditRefusedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The changes of responses that are kept, with who made them and when. Safe for any thread. */
public final class ChallengeHistory {
  /** How many changes a version is made of at most, and an export has. */
  public static final int MAX_CHANGES = 10_000;

  private static final Statement RANGE =
      new Statement(
          "SELECT c.version, coalesce((SELECT min(r.version) FROM challenge_revisions r"
              + " WHERE r.challenge_id = c.id), c.version) AS first"
              + " FROM challenges c WHERE c.id = #{id}");
  private static final Statement CHANGES =
      new Statement(
          "SELECT r.version, r.user_id, u.first_name, u.last_name, r.changes, r.inserted_at"
              + " FROM challenge_revisions r JOIN users u ON u.id = r.user_id"
              + " WHERE r.challenge_id = #{id} AND r.version >= #{from}"
              + " ORDER BY r.version LIMIT #{limit}");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vertx vertx;
  private final Database database;

  /** Of the challenges in this database. */
  public ChallengeHistory(Vertx vertx, Database database) {
    this.vertx = vertx;
    this.database = database;
  }

  /** The changes from a version on, up to a limit; nothing if there is no such challenge. */
  public Future<Optional<HistoryPage>> page(long id, long from, int limit) {
    return RANGE
        .one(
            database,
            Map.of("id", id),
            row -> new long[] {row.getLong("version"), row.getLong("first")})
        .compose(
            range ->
                range.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : changes(id, from, limit + 1)
                        .map(found -> Optional.of(page(range.get(), found, limit))));
  }

  private static HistoryPage page(long[] range, List<StoredChange> found, int limit) {
    return found.size() <= limit
        ? new HistoryPage(range[0], range[1], found, null)
        : new HistoryPage(
            range[0], range[1], List.copyOf(found.subList(0, limit)), found.get(limit).version());
  }

  private Future<List<StoredChange>> changes(long id, long from, int limit) {
    return CHANGES.all(
        database, Map.of("id", id, "from", from, "limit", limit), ChallengeHistory::change);
  }

  private static StoredChange change(Row row) {
    return new StoredChange(
        row.getLong("version"),
        row.getLong("user_id"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("changes"),
        Times.text(row.getLong("inserted_at")));
  }

  /**
   * The text of a version.
   *
   * @return nothing if some of the changes that lead to it are not kept any more
   */
  Future<Optional<String>> textAt(long id, long version) {
    if (version < 0 || version > MAX_CHANGES) {
      return Future.succeededFuture(Optional.empty());
    }
    int number = Math.toIntExact(version);
    return changes(id, 0, number)
        .compose(
            changes ->
                isWhole(changes, number)
                    // Each change copies the text, so applying many is slow.
                    ? vertx.executeBlocking(() -> Optional.of(text(changes)), false)
                    : Future.succeededFuture(Optional.empty()));
  }

  private static boolean isWhole(List<StoredChange> changes, int number) {
    return changes.size() == number
        && (number == 0
            || (changes.get(0).version() == 0 && changes.get(number - 1).version() == number - 1));
  }

  private static String text(List<StoredChange> changes) {
    try {
      String text = "";
      for (StoredChange change : changes) {
        text = ChangeSet.of(JSON.readTree(change.changes())).apply(text);
      }
      return text;
    } catch (JsonProcessingException | EditRefusedException e) {
      throw new IllegalStateException("a stored change cannot be read", e);
    }
  }
}

package dev.roost.rooms.sessions;

import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions in the database. Times are milliseconds since 1970. Safe for any thread. */
final class SqlSessions {
  private static final Statement ADD =
      new Statement(
          "INSERT INTO sessions (id, user_id, created_at, expires_at)"
              + " VALUES (#{id}, #{user}, #{now}, #{expires})");
  private static final Statement USER_OF_LIVE =
      new Statement(
          "SELECT user_id FROM sessions"
              + " WHERE id = #{id} AND ended_at IS NULL AND expires_at > #{now}");
  private static final Statement BEYOND =
      new Statement(
          "SELECT id FROM sessions WHERE user_id = #{user} AND ended_at IS NULL"
              + " ORDER BY created_at DESC, id DESC LIMIT 1000 OFFSET #{kept}");
  private static final Statement END =
      new Statement("UPDATE sessions SET ended_at = #{now} WHERE id = #{id} AND ended_at IS NULL");
  private static final Statement END_ALL =
      new Statement(
          "UPDATE sessions SET ended_at = #{now} WHERE user_id = #{user} AND ended_at IS NULL");
  private static final Statement ENDED_OF_USER =
      new Statement("SELECT id FROM sessions WHERE user_id = #{user} AND ended_at IS NOT NULL");
  private static final Statement ENDED_SINCE =
      new Statement("SELECT id FROM sessions WHERE ended_at > #{since}");
  private static final Statement REMOVE =
      new Statement("DELETE FROM sessions WHERE expires_at < #{now} OR ended_at < #{ended}");

  private final Database database;

  SqlSessions(Database database) {
    this.database = database;
  }

  Future<?> add(String id, long userId, long now, long expiresAt) {
    return ADD.change(database, Map.of("id", id, "user", userId, "now", now, "expires", expiresAt));
  }

  /** The user of a session that has neither ended nor expired. */
  Future<Optional<Long>> userOfLive(String id, long now) {
    return USER_OF_LIVE.one(database, Map.of("id", id, "now", now), row -> row.getLong("user_id"));
  }

  /** The live sessions of a user but for the latest. */
  Future<List<String>> olderThanLatest(long userId, int latest) {
    return BEYOND.all(database, Map.of("user", userId, "kept", latest), row -> row.getString("id"));
  }

  Future<?> end(String id, long now) {
    return END.change(database, Map.of("id", id, "now", now));
  }

  /** Ends all of a user, and gives the ids of those whose rows still exist. */
  Future<List<String>> endAll(long userId, long now) {
    return END_ALL
        .change(database, Map.of("user", userId, "now", now))
        .compose(
            ended ->
                ENDED_OF_USER.all(database, Map.of("user", userId), row -> row.getString("id")));
  }

  Future<List<String>> endedSince(long since) {
    return ENDED_SINCE.all(database, Map.of("since", since), row -> row.getString("id"));
  }

  /** Removes those that have expired, and those that ended before a time. */
  Future<Integer> remove(long now, long endedBefore) {
    return REMOVE.change(database, Map.of("now", now, "ended", endedBefore));
  }
}

package dev.roost.rooms.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Locale;
import java.util.Map;

/** Ids for new rows. */
public enum Ids {
  /** For users. */
  USER,
  /** For challenges. */
  CHALLENGE,
  /** For chats, those of challenges included. */
  CHAT,
  /** For messages of all kinds. */
  MESSAGE;

  private final String sql = "SELECT nextval('" + name().toLowerCase(Locale.ROOT) + "_ids') AS id";

  /** An id that nobody else gets. */
  public Future<Long> next(SqlClient client) {
    return new Statement(sql)
        .one(client, Map.of(), row -> row.getLong("id"))
        .map(id -> id.orElseThrow(() -> new IllegalStateException("no id for a " + this)));
  }
}

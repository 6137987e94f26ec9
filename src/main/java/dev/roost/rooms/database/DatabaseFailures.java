package dev.roost.rooms.database;

import io.vertx.sqlclient.DatabaseException;
import java.sql.SQLException;

/** What went wrong, whichever database it was. */
public final class DatabaseFailures {
  private static final String UNIQUE_VIOLATION = "23505";

  private DatabaseFailures() {}

  /** Whether there is a row already that has what must be in one only. */
  public static boolean isDuplicate(Throwable failure) {
    return UNIQUE_VIOLATION.equals(state(failure));
  }

  private static String state(Throwable failure) {
    String state = null;
    if (failure instanceof DatabaseException of) {
      state = of.getSqlState();
    } else if (failure instanceof SQLException of) {
      state = of.getSQLState();
    }
    return state == null ? "" : state;
  }
}

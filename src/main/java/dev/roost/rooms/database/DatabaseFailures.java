package dev.roost.rooms.database;

import io.vertx.sqlclient.DatabaseException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Classifies failures of both databases. */
public final class DatabaseFailures {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final Set<SQLiteErrorCode> DUPLICATES =
      Set.of(
          SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE, SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY);

  private DatabaseFailures() {}

  /** Whether there is a row already that has what must be in one only. */
  public static boolean isDuplicate(Throwable failure) {
    if (failure instanceof SQLiteException sqlite) {
      return DUPLICATES.contains(sqlite.getResultCode());
    }
    return failure instanceof DatabaseException of && UNIQUE_VIOLATION.equals(of.getSqlState());
  }
}

package dev.roost.rooms.database;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Why the database cannot be used for now. */
public enum Outage {
  /** No answer from the server. */
  UNREACHABLE("unreachable"),
  /** No room for what is written; reads work. */
  DISK_FULL("disk full"),
  /** Another process writes for too long. */
  BUSY("busy"),
  /** It can be read only. */
  READ_ONLY("read-only"),
  /** The file is not as it was written. */
  DAMAGED("damaged"),
  /** The system cannot read or write the file. */
  IO_ERROR("input/output error");

  /** The lowest byte of SQLite's result codes is the kind. */
  private static final int KIND = 0xff;

  private final String reason;

  Outage(String reason) {
    this.reason = reason;
  }

  /** For people and programs; does not change. */
  public String reason() {
    return reason;
  }

  /** Classifies a failure; null for a failure of the statement itself. */
  static @Nullable Outage of(Throwable failure) {
    if (failure instanceof DatabaseUnavailableException known) {
      return known.outage();
    }
    if (failure instanceof SQLiteException sqlite) {
      return ofSqlite(sqlite.getResultCode());
    }
    if (failure instanceof DatabaseException of) {
      return ofState(String.valueOf(of.getSqlState()), failure);
    }
    return failure instanceof IOException
            || failure instanceof TimeoutException
            || failure instanceof ClosedConnectionException
            // Of the pool, in whose queue a statement waited for too long: "Timeout" or "Timeout
            // waiting for connection".
            || String.valueOf(failure.getMessage()).startsWith("Timeout")
        ? UNREACHABLE
        : null;
  }

  private static @Nullable Outage ofSqlite(SQLiteErrorCode code) {
    return switch (SQLiteErrorCode.getErrorCode(code.code & KIND)) {
      case SQLITE_FULL -> DISK_FULL;
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> BUSY;
      case SQLITE_READONLY, SQLITE_PERM -> READ_ONLY;
      case SQLITE_CORRUPT, SQLITE_NOTADB -> DAMAGED;
      case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_NOMEM -> IO_ERROR;
      default -> null;
    };
  }

  // The classes of https://www.postgresql.org/docs/current/errcodes-appendix.html
  private static @Nullable Outage ofState(String state, Throwable failure) {
    if (state.equals("53100")) {
      return DISK_FULL;
    }
    if (state.equals("25006")) {
      return READ_ONLY;
    }
    if (state.startsWith("58")) {
      return IO_ERROR;
    }
    if (state.equals("XX001") || state.equals("XX002")) {
      return DAMAGED;
    }
    return state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57P")
            // A server that shuts down may end a connection by a message without a code.
            || (failure instanceof PgException && state.equals("null"))
        ? UNREACHABLE
        : null;
  }
}

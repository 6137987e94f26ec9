package dev.roost.rooms.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.BusyHandler;

/**
 * Waits for the writer of another process. SQLite's own way sleeps longer each time, up to 100 ms:
 * with two processes that write all the time, one waited for 4.5 s. Sleeping 1 ms each time it was
 * 0.5 s, and both together wrote a third more.
 */
final class WriterWait extends BusyHandler {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(8);

  private long since;

  private WriterWait() {}

  static void set(Connection connection) throws SQLException {
    setHandler(connection, new WriterWait());
  }

  @Override
  protected int callback(int pauses) {
    long now = System.nanoTime();
    if (pauses == 0) {
      since = now;
    } else if (now - since > PATIENCE_NANOS) {
      return 0;
    }
    LockSupport.parkNanos(PAUSE_NANOS);
    return 1;
  }
}

package dev.roost.rooms.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * The file of the embedded database, and how its connections are set up. Readers never wait for the
 * writer (write-ahead log), and a commit is on the disk before it is reported (synchronous=FULL).
 *
 * @param path of the file; SQLite adds {@code -wal} and {@code -shm} for the files beside it
 */
record SqliteFile(Path path) {
  /** How long a reader waits where it must, as while a process recovers the log. */
  private static final int BUSY_MILLIS = 5_000;

  /** How large the write-ahead log stays after a checkpoint, in bytes. */
  private static final int JOURNAL_BYTES = 16 * 1024 * 1024;

  static SqliteFile in(Path directory) {
    return new SqliteFile(directory.toAbsolutePath().resolve("roost.db"));
  }

  /** The write-ahead log, whose commits a checkpoint takes over into the file. */
  Path log() {
    return Path.of(path + "-wal");
  }

  /** The memory that the processes share. */
  Path sharedMemory() {
    return Path.of(path + "-shm");
  }

  /** Gives connections that can write. */
  DataSource dataSource() {
    SQLiteDataSource source = new SQLiteDataSource(config());
    source.setUrl(url());
    return source;
  }

  private String url() {
    return "jdbc:sqlite:" + path;
  }

  /** Opens a connection that can write. Blocks. */
  Connection openWriter() throws SQLException {
    Connection connection = open();
    WriterWait.set(connection);
    return connection;
  }

  private Connection open() throws SQLException {
    return config().createConnection(url());
  }

  /** Opens a connection that refuses to write. Blocks. */
  Connection openReader() throws SQLException {
    Connection connection = open();
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = ON");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    // A file that is gone is an error, and not a database without content.
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalSizeLimit(JOURNAL_BYTES);
    // Otherwise a large sort needs room in the directory for temporary files.
    config.setTempStore(TempStore.MEMORY);
    // The ids of new rows come by RETURNING; the driver would ask again after each statement.
    config.setGetGeneratedKeys(false);
    return config;
  }
}

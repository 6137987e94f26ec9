package dev.roost.rooms.database;

import dev.roost.rooms.config.SettingsException;
import dev.roost.rooms.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the file of the embedded database, or checks the existing one. A server does not start on
 * a damaged one, for it would begin with an older state. Blocks.
 */
final class SqliteStart {
  private static final Logger log = LoggerFactory.getLogger(SqliteStart.class);

  /** "Rooz": identifies the file among those of other programs. */
  private static final int APPLICATION_ID = 0x526f6f7a;

  private final SqliteFile file;

  SqliteStart(SqliteFile file) {
    this.file = file;
  }

  /**
   * Makes or checks the file.
   *
   * @param alone whether no other server uses it
   * @throws SettingsException if it is damaged, or others than its owner may use it
   */
  void run(boolean alone) throws IOException {
    for (Path each : List.of(file.path(), file.log(), file.sharedMemory())) {
      DataDirectory.requirePrivate(each);
    }
    if (Files.notExists(file.path())) {
      if (Files.exists(file.log()) && Files.size(file.log()) > 0) {
        throw damaged(file.path(), "the file is missing, and its " + file.log() + " is there");
      }
      create();
      return;
    }
    if (Files.size(file.path()) == 0) {
      throw damaged(file.path(), "the file is empty");
    }
    if (alone) {
      checkLog();
    }
    checkPages();
  }

  /** The file comes into being complete: an empty one is a damaged one. */
  private void create() throws IOException {
    SqliteFile unfinished = new SqliteFile(Path.of(file.path() + ".new"));
    Files.deleteIfExists(unfinished.path());
    DataDirectory.createFile(unfinished.path());
    try (Connection connection = unfinished.openWriter();
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA application_id = " + APPLICATION_ID);
    } catch (SQLException e) {
      throw new IOException("cannot make " + unfinished.path() + ": " + e.getMessage(), e);
    }
    Files.move(unfinished.path(), file.path(), StandardCopyOption.ATOMIC_MOVE);
    log.info("created a new database path={}", file.path());
  }

  private void checkLog() throws IOException {
    WriteAheadLog.Finding finding = WriteAheadLog.check(file.log());
    switch (finding.state()) {
      case SOUND -> {}
      case DOUBTFUL -> log.warn("{} path={}", finding.text(), file.log());
      case DAMAGED ->
          throw damaged(
              file.log(),
              finding.text()
                  + "; to go on without what follows: sqlite3 "
                  + file.path()
                  + " 'PRAGMA wal_checkpoint(TRUNCATE)'");
    }
  }

  private void checkPages() {
    String found;
    try (Connection connection = file.openWriter();
        java.sql.Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
      found = result.next() ? result.getString(1) : "no answer";
    } catch (SQLException e) {
      Outage outage = Outage.of(e);
      if (outage != null && outage != Outage.DAMAGED) {
        throw new SettingsException(
            "cannot use the database " + file.path() + ": " + e.getMessage());
      }
      found = String.valueOf(e.getMessage());
    }
    if (!found.equals("ok")) {
      throw damaged(
          file.path(),
          found.replace('\n', ' ').strip()
              + "; or save what can be read: sqlite3 "
              + file.path()
              + " .recover | sqlite3 recovered.db");
    }
  }

  private static SettingsException damaged(Path path, String finding) {
    return new SettingsException(
        "the database is damaged: "
            + path
            + ": "
            + finding
            + "; put back a backup of the directory, see src/docs/embedded-database.md");
  }
}

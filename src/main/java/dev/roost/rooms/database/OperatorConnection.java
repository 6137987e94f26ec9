package dev.roost.rooms.database;

import dev.roost.rooms.config.DatabasePlace.Embedded;
import dev.roost.rooms.config.DatabasePlace.Postgres;
import dev.roost.rooms.config.DatabaseSettings;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A connection for an operator's command, beside those of a server that may be running. */
public final class OperatorConnection {
  private OperatorConnection() {}

  /** Opens a connection that can write. Blocks. */
  public static Connection open(DatabaseSettings settings) throws SQLException {
    if (settings.place() instanceof Postgres postgres) {
      return DriverManager.getConnection(
          "jdbc:" + postgres.url(), postgres.user(), postgres.password());
    }
    SqliteFile file = SqliteFile.in(((Embedded) settings.place()).directory());
    if (!Files.exists(file.path())) {
      throw new SQLException("there is no " + file.path());
    }
    return file.openWriter();
  }
}

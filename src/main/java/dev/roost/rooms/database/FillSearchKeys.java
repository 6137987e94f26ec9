package dev.roost.rooms.database;

import dev.roost.rooms.names.SearchKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** Fills the search keys of the rows that an earlier version made. */
final class FillSearchKeys implements JavaMigration {
  private static final List<Keys> ALL =
      List.of(
          new Keys(
              "SELECT id, first_name || ' ' || last_name FROM users WHERE deleted_at IS NULL",
              "UPDATE users SET search_key = ? WHERE id = ?"),
          new Keys(
              "SELECT t.id, coalesce(t.room_name, c.title) FROM chats t"
                  + " LEFT JOIN challenges c ON c.id = t.challenge_id",
              "UPDATE chats SET search_key = ? WHERE id = ?"),
          new Keys(
              "SELECT name, name FROM talk_rooms",
              "UPDATE talk_rooms SET search_key = ? WHERE name = ?"));

  private record Keys(String texts, String update) {}

  private record Row(Object id, String key) {}

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("11.1");
  }

  @Override
  public String getDescription() {
    return "search keys";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    for (Keys keys : ALL) {
      fill(context.getConnection(), keys);
    }
  }

  private static void fill(Connection connection, Keys keys) throws SQLException {
    // Read all before the first update: SQLite's cursor may see updated rows again.
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement texts = connection.prepareStatement(keys.texts());
        ResultSet found = texts.executeQuery()) {
      while (found.next()) {
        rows.add(new Row(found.getObject(1), SearchKey.of(found.getString(2))));
      }
    }
    try (PreparedStatement update = connection.prepareStatement(keys.update())) {
      for (Row row : rows) {
        update.setString(1, row.key());
        update.setObject(2, row.id());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}

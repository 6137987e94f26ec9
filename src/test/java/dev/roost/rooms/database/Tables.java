package dev.roost.rooms.database;

import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.config.DatabasePlace;
import dev.roost.rooms.config.DatabasePlace.Embedded;
import dev.roost.rooms.config.DatabasePlace.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The tables of a running server, as somebody finds them who has the database. */
public final class Tables {
  private final DatabasePlace place;

  private Tables(DatabasePlace place) {
    this.place = place;
  }

  /** Those of this server. */
  public static Tables of(RunningRooms rooms) {
    return new Tables(rooms.settings().database().place());
  }

  /** The first column of all rows that a query finds, as text. */
  public List<String> texts(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Changes rows. */
  public void change(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private Connection connect() throws SQLException {
    if (place instanceof Postgres postgres) {
      return DriverManager.getConnection(
          "jdbc:" + postgres.url(), postgres.user(), postgres.password());
    }
    return DriverManager.getConnection(
        "jdbc:sqlite:" + ((Embedded) place).directory().resolve("roost.db"));
  }
}

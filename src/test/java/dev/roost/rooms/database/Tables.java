package dev.roost.rooms.database;

import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.config.DatabasePlace;
import dev.roost.rooms.config.DatabasePlace.Embedded;
import dev.roost.rooms.config.DatabasePlace.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Direct access to the tables of a running server. */
public final class Tables {
  private final DatabasePlace place;

  private Tables(DatabasePlace place) {
    this.place = place;
  }

  /** The tables of this server. */
  public static Tables of(RunningRooms rooms) {
    return new Tables(rooms.settings().database().place());
  }

  /** The first column of a query's rows as text. */
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

  /** Changes rows in one transaction, which ends after something else. */
  public void changeAround(List<String> statements, Runnable meanwhile) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
      meanwhile.run();
      connection.commit();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The columns that contain this text in any table, once for each row. */
  public List<String> textsWith(String part) {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect();
        ResultSet columns = connection.getMetaData().getColumns(null, null, "%", "%")) {
      while (columns.next()) {
        String schema = columns.getString("TABLE_SCHEM");
        int type = columns.getInt("DATA_TYPE");
        boolean isText = type == Types.VARCHAR || type == Types.LONGVARCHAR || type == Types.CLOB;
        if (isText && (schema == null || schema.equals("public"))) {
          String table = columns.getString("TABLE_NAME");
          String column = columns.getString("COLUMN_NAME");
          found.addAll(rowsWith(connection, table, column, part));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> rowsWith(
      Connection connection, String table, String column, String part) throws SQLException {
    String sql = "SELECT 1 FROM " + table + " WHERE " + column + " LIKE ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, "%" + part + "%");
      List<String> rows = new ArrayList<>();
      try (ResultSet matching = statement.executeQuery()) {
        while (matching.next()) {
          rows.add(table + "." + column);
        }
      }
      return rows;
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

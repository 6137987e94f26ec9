package dev.roost.rooms.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The kinds of databases of the rooms. Each use gets an empty database. */
public enum TestDatabase {
  /** Files in the data directory. */
  EMBEDDED {
    @Override
    public Map<String, String> environment() {
      return Map.of();
    }
  },

  /** One PostgreSQL server for all tests of this JVM. */
  POSTGRES {
    @Override
    public Map<String, String> environment() {
      return Map.of("ROOST_DATABASE_URL", Server.emptyDatabase());
    }
  };

  /** The settings of an empty database. */
  public abstract Map<String, String> environment();

  private static final class Server {
    private static final EmbeddedPostgres POSTGRES = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    static String emptyDatabase() {
      String name = "test" + DATABASES.incrementAndGet();
      try (Connection connection =
              DriverManager.getConnection(POSTGRES.getJdbcUrl("postgres", "postgres"));
          java.sql.Statement create = connection.createStatement()) {
        create.execute("CREATE DATABASE " + name);
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
      return "postgresql://postgres@localhost:" + POSTGRES.getPort() + "/" + name;
    }

    private static EmbeddedPostgres start() {
      try {
        // Test data need not survive a crash of the machine.
        return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package dev.roost.rooms.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection as Vert.x's pool needs it. The pool calls {@code setAutoCommit(false)} to begin a
 * transaction, and again after its end, which would leave the connection in a transaction: later
 * statements would never be stored. And the driver's {@code commit} begins the next transaction,
 * whose failure would be reported as that of the commit. So transactions are begun and ended by
 * statements, and the driver stays in auto-commit mode.
 */
final class SqliteConnection implements InvocationHandler {

  /** Opens a connection. */
  interface Opener {
    Connection open() throws SQLException;
  }

  private final Opener opener;
  private Connection connection;
  private boolean transactionEnded;

  private SqliteConnection(Opener opener) throws SQLException {
    this.opener = opener;
    this.connection = opener.open();
  }

  /** Gives such connections; it has no other methods. */
  static DataSource dataSource(Opener opener) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          if (method.getName().equals("getConnection")) {
            return proxy(Connection.class, new SqliteConnection(opener));
          }
          throw new UnsupportedOperationException(method.getName());
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            SqliteConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "setAutoCommit" -> {
        if (!transactionEnded) {
          begin();
        }
        transactionEnded = false;
      }
      case "commit" -> {
        transactionEnded = true;
        commit();
      }
      case "rollback" -> {
        transactionEnded = true;
        rollback();
      }
      default -> {
        try {
          return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause() == null ? e : e.getCause();
        }
      }
    }
    return null;
  }

  private void begin() throws SQLException {
    if (connection.isClosed()) {
      connection = opener.open();
    }
    // Becomes the writer at once: one that reads first fails if another wrote in between.
    execute("BEGIN IMMEDIATE");
  }

  private void commit() throws SQLException {
    try {
      execute("COMMIT");
    } catch (SQLException e) {
      rollback();
      throw e;
    }
  }

  private void rollback() throws SQLException {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // After some errors, a full disk's among them, SQLite has rolled back by itself.
      if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
        connection.close();
        throw e;
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

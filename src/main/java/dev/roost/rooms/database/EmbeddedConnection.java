package dev.roost.rooms.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection as Vert.x's pool needs it: one that never breaks for good. Where another server had
 * the files open, and is gone, H2's connection is closed, and the pool would give it out for ever.
 *
 * <p>Also, Vert.x's JDBC client leaves a connection without auto-commit after a transaction: what
 * is written later, outside of one, would be lost.
 */
final class EmbeddedConnection implements InvocationHandler {
  private final String url;
  private Connection connection;
  private boolean inTransaction;
  private boolean transactionEnded;

  private EmbeddedConnection(String url) throws SQLException {
    this.url = url;
    this.connection = open(url);
  }

  /** Gives such connections; nothing else can be asked of it. */
  static DataSource dataSource(String url) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          if (method.getName().equals("getConnection")) {
            return proxy(Connection.class, new EmbeddedConnection(url));
          }
          throw new UnsupportedOperationException(method.getName());
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            EmbeddedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Connection open(String url) throws SQLException {
    return DriverManager.getConnection(url, EmbeddedUrl.USER, "");
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object[] passed = arguments;
    switch (method.getName()) {
      case "setAutoCommit" -> {
        reopenIfBroken();
        inTransaction = !transactionEnded;
        passed = new Object[] {transactionEnded};
        transactionEnded = false;
      }
      case "commit", "rollback" -> transactionEnded = true;
      case "close" -> {}
      default -> {
        if (!inTransaction) {
          reopenIfBroken();
        }
      }
    }
    try {
      return method.invoke(connection, passed);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void reopenIfBroken() throws SQLException {
    if (connection.isClosed()) {
      connection = open(url);
    }
  }
}

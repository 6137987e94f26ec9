package dev.roost.rooms.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A connection that stores by itself what is done outside of a transaction.
 *
 * <p>Vert.x's JDBC client turns that off when a transaction begins, and when it ends turns it off
 * once more, for good: what the next user of the connection does is in a transaction that nobody
 * ends. Here, the end of a transaction turns it on, and what Vert.x does thereafter is ignored.
 */
final class EmbeddedConnection implements InvocationHandler {
  private final Connection connection;
  private boolean hasJustEnded;

  private EmbeddedConnection(Connection connection) {
    this.connection = connection;
  }

  static Connection of(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            EmbeddedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new EmbeddedConnection(connection));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "setAutoCommit" -> {
        if (!hasJustEnded) {
          connection.setAutoCommit(arguments != null && Boolean.TRUE.equals(arguments[0]));
        }
        hasJustEnded = false;
        return null;
      }
      case "commit", "rollback" -> {
        try {
          return call(method, arguments);
        } finally {
          connection.setAutoCommit(true);
          hasJustEnded = true;
        }
      }
      default -> {
        return call(method, arguments);
      }
    }
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}

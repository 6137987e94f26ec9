package dev.roost.rooms.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Opens {@link EmbeddedConnection}s. */
record EmbeddedDataSource(JdbcDataSource source) implements DataSource {

  @Override
  public Connection getConnection() throws SQLException {
    return EmbeddedConnection.of(source.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return EmbeddedConnection.of(source.getConnection(user, password));
  }

  @Override
  public PrintWriter getLogWriter() {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    source.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return source.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> wanted) throws SQLException {
    return source.unwrap(wanted);
  }

  @Override
  public boolean isWrapperFor(Class<?> wanted) throws SQLException {
    return source.isWrapperFor(wanted);
  }
}

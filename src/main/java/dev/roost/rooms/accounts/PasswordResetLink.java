package dev.roost.rooms.accounts;

import dev.roost.rooms.access.LinkToken;
import dev.roost.rooms.config.Settings;
import dev.roost.rooms.config.SettingsException;
import dev.roost.rooms.database.OperatorConnection;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** Creates the link that an operator gives to a person who has lost their password. */
public final class PasswordResetLink {
  private static final Duration IN_FORCE = Duration.ofDays(1);

  private PasswordResetLink() {}

  /**
   * Makes a link for an account. The server may run meanwhile. Blocks.
   *
   * @return the link, good for one day and one use
   * @throws SettingsException if the database cannot be used, or has no such account
   */
  public static String make(Settings settings, String email) {
    String token = LinkToken.random();
    try (Connection connection = OperatorConnection.open(settings.database())) {
      OptionalLong user = find(connection, email);
      if (user.isEmpty()) {
        throw new SettingsException("there is no account with the address " + email);
      }
      add(connection, user.getAsLong(), LinkToken.hash(token));
    } catch (SQLException e) {
      throw new SettingsException("cannot use the database: " + e.getMessage());
    }
    return page(settings) + "#" + token;
  }

  private static OptionalLong find(Connection connection, String email) throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement(
            "SELECT id FROM users WHERE email_key = ? AND deleted_at IS NULL")) {
      find.setString(1, email.strip().toLowerCase(Locale.ROOT));
      try (ResultSet found = find.executeQuery()) {
        return found.next() ? OptionalLong.of(found.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  private static void add(Connection connection, long userId, String tokenHash)
      throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement(
            "INSERT INTO password_resets (token_hash, user_id, expires_at) VALUES (?, ?, ?)")) {
      add.setString(1, tokenHash);
      add.setLong(2, userId);
      add.setLong(3, System.currentTimeMillis() + IN_FORCE.toMillis());
      add.executeUpdate();
    }
  }

  /** Where people set a password; a link adds the token behind a #. */
  static String page(Settings settings) {
    String path = settings.proxy().basePath().resolve("/reset_password");
    return settings
        .proxy()
        .publicUrl()
        .map(url -> url.resolve(path))
        .map(URI::toString)
        .orElseGet(() -> "http://localhost:" + settings.port() + path);
  }
}

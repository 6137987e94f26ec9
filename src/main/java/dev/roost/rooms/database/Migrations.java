package dev.roost.rooms.database;

import dev.roost.rooms.config.DatabasePlace;
import dev.roost.rooms.config.DatabasePlace.Embedded;
import dev.roost.rooms.config.DatabasePlace.Postgres;
import dev.roost.rooms.config.DatabaseSettings;
import dev.roost.rooms.config.SettingsException;
import java.net.URI;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the tables and brings them up to date. Of several servers that start at once, one does. */
final class Migrations {
  private static final Logger log = LoggerFactory.getLogger(Migrations.class);

  /** Another server may be about to open the files. */
  private static final int RETRIES = 5;

  private Migrations() {}

  /**
   * Blocks.
   *
   * @throws SettingsException if that is not possible
   */
  static void run(DatabaseSettings settings) {
    try {
      configuration(settings.place())
          .locations("classpath:dev/roost/rooms/database/migration")
          .javaMigrations(new FillSearchKeys())
          .placeholders(dialect(settings.place()).placeholders(settings.demoAccounts()))
          .connectRetries(RETRIES)
          .connectRetriesInterval(1)
          .load()
          .migrate();
    } catch (FlywayException e) {
      log.debug("cannot migrate", e);
      throw new SettingsException("cannot use the database: " + reason(e));
    }
  }

  private static Dialect dialect(DatabasePlace place) {
    return place instanceof Postgres ? Dialect.POSTGRESQL : Dialect.SQLITE;
  }

  private static FluentConfiguration configuration(DatabasePlace place) {
    FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader());
    if (place instanceof Postgres postgres) {
      return configuration.dataSource(jdbc(postgres.url()), postgres.user(), postgres.password());
    } else if (place instanceof Embedded embedded) {
      SqliteFile file = SqliteFile.in(embedded.directory());
      return configuration.dataSource(file.dataSource());
    }
    throw new IllegalStateException("no way to open " + place);
  }

  private static String jdbc(URI url) {
    return "jdbc:" + url;
  }

  // Flyway explains itself over many lines; the cause is the best of them.
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("").strip();
  }
}

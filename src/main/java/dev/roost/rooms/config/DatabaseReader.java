package dev.roost.rooms.config;

import dev.roost.rooms.config.DatabasePlace.Embedded;
import dev.roost.rooms.config.DatabasePlace.Postgres;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads where the database is. */
final class DatabaseReader {
  private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");

  private final SettingValues values;
  private final boolean development;

  DatabaseReader(SettingValues values, boolean development) {
    this.values = values;
    this.development = development;
  }

  /**
   * The database.
   *
   * @param data where the files are if it is our own
   * @param cluster whose servers may use the same files
   */
  DatabaseSettings database(Path data, Optional<String> cluster) {
    Optional<String> url = values.text(Setting.DATABASE_URL);
    if (url.isEmpty()) {
      refuseWithoutUrl();
    }
    return new DatabaseSettings(
        url.<DatabasePlace>map(this::postgres).orElseGet(() -> new Embedded(data, cluster)),
        values.number(Setting.DATABASE_POOL_SIZE, 10, 2, 1_000),
        values.flag(Setting.DATABASE_DEMO_ACCOUNTS, development));
  }

  private void refuseWithoutUrl() {
    for (Setting setting :
        List.of(Setting.DATABASE_USER, Setting.DATABASE_PASSWORD, Setting.DATABASE_PASSWORD_FILE)) {
      if (values.text(setting).isPresent()) {
        throw new SettingsException(setting, "is for a server; set database.url, too");
      }
    }
  }

  // No message repeats the URL: it may have the password in it.
  private Postgres postgres(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw noUrl();
    }
    if (!SCHEMES.contains(String.valueOf(url.getScheme()))
        || url.getHost() == null
        || String.valueOf(url.getPath()).length() < 2) {
      throw noUrl();
    }
    String[] inUrl = Optional.ofNullable(url.getUserInfo()).orElse("").split(":", 2);
    String user =
        values
            .text(Setting.DATABASE_USER)
            .orElseGet(() -> inUrl[0].isEmpty() ? "postgres" : inUrl[0]);
    return new Postgres(withoutUser(url), user, password(inUrl.length == 2 ? inUrl[1] : ""));
  }

  private String password(String inUrl) {
    Optional<String> password = values.text(Setting.DATABASE_PASSWORD);
    Optional<Path> file = values.path(Setting.DATABASE_PASSWORD_FILE);
    if (password.isPresent() && file.isPresent()) {
      throw new SettingsException(
          Setting.DATABASE_PASSWORD, "there is database.password-file, too; only one can be");
    }
    return password.or(() -> file.map(DatabaseReader::read)).orElse(inUrl);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).stripTrailing();
    } catch (IOException e) {
      throw new SettingsException(Setting.DATABASE_PASSWORD_FILE, "cannot read " + file);
    }
  }

  private static URI withoutUser(URI url) {
    try {
      return new URI(
          "postgresql", null, url.getHost(), url.getPort(), url.getPath(), url.getQuery(), null);
    } catch (URISyntaxException e) {
      throw noUrl();
    }
  }

  private static SettingsException noUrl() {
    return new SettingsException(
        Setting.DATABASE_URL, "is not of the form postgresql://user:password@host:port/database");
  }
}

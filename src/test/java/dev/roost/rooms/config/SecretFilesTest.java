package dev.roost.rooms.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.rooms.LogCapture;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Warnings about secret files that every user of the machine can read. */
@ExtendWith(VertxExtension.class)
class SecretFilesTest {
  private static final String SECRET = "s".repeat(64);

  private static final Map<String, String> MAIL =
      Map.of(
          "ROOST_SERVER_PUBLIC_URL", "https://rooms.example.org",
          "ROOST_MAIL_HOST", "localhost",
          "ROOST_MAIL_USER", "roost",
          "ROOST_MAIL_FROM", "rooms@example.org");

  @TempDir Path directory;

  private Path write(String name, String content, String permissions) throws IOException {
    Path file = Files.writeString(directory.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static List<String> warnings(Vertx vertx, Path file, Map<String, String> environment) {
    try (LogCapture log = new LogCapture()) {
      CommandLine commandLine = new CommandLine(file, false, false, Map.of());
      assertThat(Settings.load(vertx, commandLine, environment).await()).isNotNull();
      assertThat(Settings.print(vertx, commandLine, environment).await()).isNotEmpty();
      return log.lines();
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {
        "JWT_SECRET_FILE",
        "LONG_POLL_SECRET_FILE",
        "METRICS_KEY_FILE",
        "ADMIN_KEY_FILE",
        "PUBLISH_KEY_FILE",
        "DATABASE_PASSWORD_FILE",
        "MAIL_PASSWORD_FILE"
      })
  void warningNamesTheFileAndItsMode(Setting setting, Vertx vertx) throws IOException {
    Path config = write("roost.yaml", "{}", "rw-r--r--");
    Path secret = write("secret", SECRET, "rw-r--r--");
    Map<String, String> environment = new HashMap<>();
    environment.put(setting.variable(), secret.toString());
    environment.put("ROOST_DATABASE_URL", "postgresql://localhost/roost");
    if (setting == Setting.MAIL_PASSWORD_FILE) {
      environment.putAll(MAIL);
    }

    assertThat(warnings(vertx, config, environment))
        .singleElement()
        .asString()
        .startsWith("WARN ")
        .contains("path=" + secret + " mode=0644 (rw-r--r--) setting=" + setting.path())
        .doesNotContain(SECRET);

    write("secret", SECRET, "rw-r-----");
    assertThat(warnings(vertx, config, environment)).isEmpty();
  }

  @Test
  void allSettingsWithSecretFilesAreChecked() {
    assertThat(Setting.values())
        .filteredOn(Setting::isSecretFile)
        .hasSize(7)
        .allMatch(setting -> Setting.valueOf(setting.name().replace("_FILE", "")).isSecret());
  }

  @Test
  void configurationFileIsCheckedIfItHasSecrets(Vertx vertx) throws IOException {
    Path config = write("roost.yaml", "jwt: {secret: " + SECRET + "}", "rw-rw-rw-");

    assertThat(warnings(vertx, config, Map.of()))
        .singleElement()
        .asString()
        .contains("path=" + config + " mode=0666 (rw-rw-rw-) setting=jwt.secret");

    write("roost.yaml", "jwt: {secret: " + SECRET + "}", "rw-------");
    assertThat(warnings(vertx, config, Map.of())).isEmpty();
    write("roost.yaml", "server: {port: 1}", "rw-r--r--");
    assertThat(warnings(vertx, config, Map.of())).isEmpty();
  }
}

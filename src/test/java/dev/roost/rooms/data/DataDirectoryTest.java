package dev.roost.rooms.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.config.SettingsException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only the owner may access a server's data directory. */
@DisabledOnOs(OS.WINDOWS)
class DataDirectoryTest {
  private final Vertx vertx = Vertx.vertx();

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void place() {
    data = folder.resolve("parent/data");
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private void start() {
    // Without a secret in the settings, so that the server generates one.
    RunningRooms rooms = RunningRooms.start(vertx, data, Map.of("ROOST_JWT_SECRET", ""));
    assertThat(rooms.http("GET", "/health/ready", null, null).statusCode()).isEqualTo(200);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void serverCreatesThePrivateDirectoryAndFiles() throws IOException {
    start();

    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(data)) {
      for (Path file : list.toList()) {
        files.put(file.getFileName().toString(), permissions(file));
      }
    }
    assertThat(permissions(data)).isEqualTo("rwx------");
    assertThat(files)
        .containsKeys("roost.db", "roost.db-wal", "roost.db-shm", "jwt.secret")
        .allSatisfy((name, permissions) -> assertThat(permissions).isEqualTo("rw-------"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', rwxr-x---",
    "'', rwx-----x",
    "roost.db, rw-r--r--",
    "roost.db-wal, rw--w----",
    "jwt.secret, rw----r--"
  })
  void directoryWithOtherPermissionsIsRefused(String file, String permissions) throws IOException {
    Files.createDirectories(data);
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    Path path = file.isEmpty() ? data : Files.createFile(data.resolve(file));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(this::start)
        .withMessage(
            "data.directory: others than its owner may use "
                + path
                + " ("
                + permissions
                + "), which holds secrets and password hashes; run: chmod -R go= "
                + data);
  }
}

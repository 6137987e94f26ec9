package dev.roost.rooms.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.rooms.LogCapture;
import dev.roost.rooms.config.DatabasePlace;
import dev.roost.rooms.config.DatabaseSettings;
import dev.roost.rooms.config.SettingsException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server does not start on a damaged file and names the damage. */
class DamageTest {
  private static final Statement ADD =
      new Statement(
          "INSERT INTO challenges (title, prompt, language, response)"
              + " VALUES (#{title}, '', 'ruby', #{response}) RETURNING id");
  private static final Statement COUNT =
      new Statement("SELECT count(*) AS number FROM challenges WHERE title LIKE 'row%'");

  /** So few that no checkpoint copies them to the file. */
  private static final int ROWS = 100;

  private static final int PAGE = 4096;
  private static final int FRAME = PAGE + 24;

  private final Vertx vertx = Vertx.vertx();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private static Database open(Vertx on, Path data) {
    DatabasePlace place = new DatabasePlace.Embedded(data, Optional.empty());
    return Database.open(on, new DatabaseSettings(place, 2, true)).await();
  }

  private static void addRows(Database database) {
    for (int i = 0; i < ROWS; i++) {
      ADD.insert(database, Map.of("title", "row" + i, "response", "x".repeat(2_500))).await();
    }
  }

  private static long count(Database database) {
    return COUNT.one(database, Map.of(), row -> row.getLong("number")).await().orElseThrow();
  }

  /** The directory of a server that stopped gracefully. */
  private Path stopped() {
    Path data = folder.resolve("stopped");
    Vertx first = Vertx.vertx();
    try {
      addRows(open(first, data));
    } finally {
      first.close().await();
    }
    assertThat(data.resolve("roost.db-wal")).doesNotExist();
    return data;
  }

  /** The directory of a killed server. */
  private Path killed() throws IOException {
    Path running = folder.resolve("running");
    Path data = folder.resolve("killed");
    addRows(open(vertx, running));
    DataDirectories.copy(running, data);
    assertThat(Files.size(data.resolve("roost.db-wal"))).isGreaterThan(100L * FRAME);
    return data;
  }

  private static void overwrite(Path file, long at, int bytes) throws IOException {
    byte[] garbage = new byte[bytes];
    new Random(1).nextBytes(garbage);
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(at);
      access.write(garbage);
    }
  }

  private void refused(Path data, String... parts) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> open(vertx, data))
        .withMessageStartingWith("the database is damaged: " + data)
        .satisfies(
            refusal -> assertThat(refusal.getMessage()).contains(parts).doesNotContain("\n"));
  }

  @Test
  void intactFilesAreOpened() throws IOException {
    assertThat(count(open(vertx, stopped()))).isEqualTo(ROWS);
    assertThat(count(open(vertx, killed()))).isEqualTo(ROWS);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100, 10 * PAGE, 60 * PAGE + 1_000})
  void garbageInTheFileIsDetected(long at) throws IOException {
    Path data = stopped();
    overwrite(data.resolve("roost.db"), at, 200 * 1024);

    refused(data, "roost.db: ", "put back a backup");
  }

  @Test
  void truncatedFileIsDetected() throws IOException {
    Path data = stopped();
    Path file = data.resolve("roost.db");
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(access.length() / 2);
    }
    refused(data, "roost.db: ");

    Files.write(file, new byte[0]);
    refused(data, "roost.db: the file is empty");
  }

  @Test
  void missingFileWithAnExistingLogIsDetected() throws IOException {
    Path data = killed();
    Files.delete(data.resolve("roost.db"));

    refused(data, "the file is missing");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 32, 32 + 50 * FRAME + 24 + 100})
  void damagedLogIsDetected(long at) throws IOException {
    Path data = killed();
    overwrite(data.resolve("roost.db-wal"), at, 64);

    refused(data, "roost.db-wal: ", "not sound");
    refused(data, "roost.db-wal: ", "not sound");
  }

  @Test
  void interruptedCommitIsDroppedAndLogged() throws IOException {
    Path data = killed();
    Path log = data.resolve("roost.db-wal");
    overwrite(log, Files.size(log) - FRAME + 24 + 100, 64);

    try (LogCapture lines = new LogCapture()) {
      assertThat(count(open(vertx, data))).isEqualTo(ROWS - 1);
      assertThat(lines.lines())
          .singleElement()
          .asString()
          .startsWith("WARN")
          .contains("roost.db-wal");
    }
  }

  @Test
  void logTruncatedInsideAFrameIsIntact() throws IOException {
    Path data = killed();
    try (RandomAccessFile access =
        new RandomAccessFile(data.resolve("roost.db-wal").toFile(), "rw")) {
      access.setLength(access.length() - 100);
    }

    assertThat(count(open(vertx, data))).isEqualTo(ROWS - 1);
  }
}

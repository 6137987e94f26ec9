package dev.roost.rooms.database;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.pubsub.FreePorts;
import dev.roost.rooms.LogCapture;
import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.RunningRooms;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL accepts connections and does not respond, as on a hanging disk. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(180)
class DatabaseFrozenTest {
  private static final String EDIT =
      "{\"version\":%d,\"updates\":[{\"client_id\":\"a\",\"changes\":%s}]}";

  /** Twice the statement timeout, and as much again for a busy machine. */
  private static final int PATIENCE_SECONDS = 40;

  private final Vertx vertx = Vertx.vertx();
  private final int port = FreePorts.next();

  @TempDir private Path folder;
  private EmbeddedPostgres postgres;
  private RunningRooms rooms;

  @BeforeEach
  void start() throws IOException {
    postgres =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(folder.resolve("postgres"))
            .setServerConfig("fsync", "off")
            .start();
    rooms =
        RunningRooms.start(
            vertx,
            folder.resolve("data"),
            Map.of("ROOST_DATABASE_URL", "postgresql://postgres@127.0.0.1:" + port + "/postgres"));
  }

  @AfterEach
  void stop() throws Exception {
    signal("CONT");
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    postgres.close();
  }

  /** Sends a signal to the server and all of its processes. */
  private void signal(String name) throws Exception {
    String first = Files.readAllLines(folder.resolve("postgres/postmaster.pid")).get(0);
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(first.strip())).orElseThrow();
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    // Signal the postmaster first, so that it starts no further process.
    Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .forEach(process -> command.add(String.valueOf(process.pid())));
    new ProcessBuilder(command).inheritIO().start().waitFor(20, TimeUnit.SECONDS);
  }

  private HttpResponse<String> get(String path) {
    return rooms.http("GET", path, RunningRooms.token(1), null);
  }

  @Test
  void requestsFailInBoundedTimeAndWorkAgainAfterwards() throws Exception {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    ann.ask(topic, "phx_join", "{\"collab\":{\"version\":-1}}");
    ann.ask(topic, "document:push", EDIT.formatted(0, "[[0,\"a\"]]"));

    try (LogCapture log = new LogCapture()) {
      signal("STOP");
      List<CompletableFuture<HttpResponse<String>>> requests = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        requests.add(CompletableFuture.supplyAsync(() -> get("/api/v1/challenges")));
      }
      for (CompletableFuture<HttpResponse<String>> request : requests) {
        HttpResponse<String> answer = request.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("5");
      }
      assertThat(get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(get("/health/live").statusCode()).isEqualTo(200);
      assertThat(ann.ask("phoenix", "heartbeat", "{}").status()).isEqualTo("ok");

      signal("CONT");
      eventually(() -> assertThat(get("/health/ready").statusCode()).isEqualTo(200));
      eventually(() -> assertThat(get("/api/v1/challenges").statusCode()).isEqualTo(200));
      assertThat(ann.ask(topic, "document:push", EDIT.formatted(1, "[1,[0,\"b\"]]")).status())
          .isEqualTo("ok");
      assertThat(rooms.user(3).join("chat:4").status()).isEqualTo("ok");
      eventually(
          () ->
              assertThat(log.lines())
                  .anyMatch(line -> line.startsWith("INFO database available again")));
      assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR")).hasSize(1);
    }
  }
}

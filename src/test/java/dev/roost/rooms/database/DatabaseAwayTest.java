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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is down for a while. */
@Timeout(120)
class DatabaseAwayTest {
  private static final String EDIT =
      "{\"version\":%d,\"updates\":[{\"client_id\":\"a\",\"changes\":%s}]}";

  private final Vertx vertx = Vertx.vertx();
  private final int port = FreePorts.next();

  @TempDir private Path folder;
  private EmbeddedPostgres postgres;

  @AfterEach
  void close() throws IOException {
    vertx.close().await();
    postgres.close();
  }

  private void startPostgres() throws IOException {
    postgres =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(folder.resolve("postgres"))
            .setCleanDataDirectory(false)
            .start();
  }

  private static int status(RunningRooms rooms, String path) {
    return rooms.http("GET", path, RunningRooms.token(1), null).statusCode();
  }

  @Test
  void newClientsGet503AndConnectedClientsStay() throws Exception {
    startPostgres();
    RunningRooms rooms =
        RunningRooms.start(
            vertx,
            folder.resolve("data"),
            Map.of("ROOST_DATABASE_URL", "postgresql://postgres@127.0.0.1:" + port + "/postgres"));
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    ann.ask(topic, "phx_join", "{\"collab\":{\"version\":-1}}");
    ann.ask(topic, "document:push", EDIT.formatted(0, "[[0,\"a\"]]"));

    try (LogCapture log = new LogCapture()) {
      postgres.close();
      eventually(() -> assertThat(status(rooms, "/api/v1/challenges")).isEqualTo(503));

      HttpResponse<String> answer =
          rooms.http("GET", "/api/v1/challenges", RunningRooms.token(1), null);
      assertThat(answer.headers().firstValue("retry-after")).contains("5");
      assertThat(answer.body()).contains("\"reason\":\"unavailable\"");
      assertThat(status(rooms, "/dev/users")).isEqualTo(503);
      assertThat(rooms.http("GET", "/health/ready", null, null).body())
          .isEqualTo("{\"status\":\"no database\",\"reason\":\"unreachable\"}");
      assertThat(status(rooms, "/health/live")).isEqualTo(200);
      assertThat(PhoenixClient.statusOfRefusal(() -> rooms.user(3))).isEqualTo(503);
      HttpResponse<String> poll =
          rooms.http(
              "GET", "/socket/longpoll?vsn=2.0.0&token=" + RunningRooms.token(3), null, null);
      assertThat(poll.statusCode()).isEqualTo(503);
      assertThat(poll.headers().firstValue("retry-after")).contains("5");
      assertThat(poll.body()).isEmpty();

      assertThat(ann.ask(topic, "document:push", EDIT.formatted(1, "[1,[0,\"b\"]]")).response())
          .isEqualTo("{\"reason\":\"unavailable\"}");
      assertThat(ann.ask("chat:4", "phx_join", "{}").response())
          .isEqualTo("{\"reason\":\"unavailable\"}");
      assertThat(ann.ask("phoenix", "heartbeat", "{}").status()).isEqualTo("ok");

      startPostgres();
      eventually(() -> assertThat(status(rooms, "/health/ready")).isEqualTo(200));
      eventually(
          () ->
              assertThat(log.lines())
                  .anyMatch(line -> line.startsWith("INFO database available again")));
      assertThat(status(rooms, "/api/v1/challenges")).isEqualTo(200);
      assertThat(rooms.user(3).join("chat:4").status()).isEqualTo("ok");
      assertThat(ann.ask(topic, "document:push", EDIT.formatted(1, "[1,[0,\"b\"]]")).status())
          .isEqualTo("ok");

      List<String> errors = log.lines().stream().filter(line -> line.startsWith("ERROR")).toList();
      assertThat(errors)
          .singleElement()
          .asString()
          .startsWith("ERROR database unavailable: unreachable");
    }
  }
}

package dev.roost.rooms.database;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roost.rooms.LogCapture;
import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.PhoenixClient.Received;
import dev.roost.rooms.RunningRooms;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A full disk that gets free space again. Needs root to mount a small file system. */
@Timeout(120)
class FullDiskTest {
  private static final int MOST_EDITS = 400;
  private static final String LINE = "x".repeat(2_000);

  private final Vertx vertx = Vertx.vertx();

  @TempDir private Path folder;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=16m,mode=0700", "tmpfs", disk.toString());
    if (!mounted) {
      String message = "no small disk, which needs root to mount it";
      assertThat(System.getenv("CI")).as(message).isNotEqualTo("true");
      assumeTrue(false, message);
    }
  }

  @AfterEach
  void unmount() throws Exception {
    vertx.close().await();
    if (mounted) {
      assertThat(run("umount", "-l", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private Path fill() throws IOException {
    Path ballast = disk.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException full) {
      return ballast;
    }
  }

  private static Received edit(PhoenixClient client, String topic, int version, int length) {
    String change = version == 0 ? "[[0,\"%s\"]]" : "[" + length + ",[0,\"%s\"]]";
    return client.ask(
        topic,
        "document:push",
        "{\"version\":%d,\"updates\":[{\"client_id\":\"a\",\"changes\":%s}]}"
            .formatted(version, change.formatted(LINE)));
  }

  private static JsonObject ready(RunningRooms rooms) {
    HttpResponse<String> response = rooms.http("GET", "/health/ready", null, null);
    return new JsonObject(response.body()).put("code", response.statusCode());
  }

  @Test
  void writesFailOnAFullDiskAndReadsContinue() throws Exception {
    RunningRooms rooms = RunningRooms.start(vertx, disk.resolve("data"), Map.of());
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    ann.ask(topic, "phx_join", "{\"collab\":{\"version\":-1}}");

    int stored = 0;
    while (stored < 5) {
      assertThat(edit(ann, topic, stored, stored * LINE.length()).status()).isEqualTo("ok");
      stored++;
    }

    try (LogCapture log = new LogCapture()) {
      Path ballast = fill();
      Received reply = edit(ann, topic, stored, stored * LINE.length());
      while (reply.status().equals("ok") && stored < MOST_EDITS) {
        stored++;
        reply = edit(ann, topic, stored, stored * LINE.length());
      }
      int version = stored;

      // The client gets the reason from the channel and over HTTP.
      assertThat(reply.status()).isEqualTo("error");
      assertThat(reply.response()).isEqualTo("{\"reason\":\"unavailable\"}");
      for (int i = 0; i < 5; i++) {
        HttpResponse<String> post =
            rooms.http(
                "POST",
                "/api/v1/challenges",
                RunningRooms.token(1),
                "{\"challenge\":{\"title\":\"full\",\"prompt\":\"small\"}}");
        assertThat(post.statusCode()).isEqualTo(503);
        assertThat(post.headers().firstValue("retry-after")).contains("5");
        assertThat(new JsonObject(post.body()).getString("reason")).isEqualTo("unavailable");
      }
      assertThat(ready(rooms))
          .isEqualTo(
              new JsonObject()
                  .put("status", "no database")
                  .put("reason", "disk full")
                  .put("code", 503));
      assertThat(rooms.http("GET", "/health/live", null, null).statusCode()).isEqualTo(200);

      // Reads work: over the API, for new clients and for connected ones.
      assertThat(rooms.http("GET", "/api/v1/challenges", RunningRooms.token(1), null).statusCode())
          .isEqualTo(200);
      JsonObject joined =
          new JsonObject(
              rooms.user(3).ask(topic, "phx_join", "{\"collab\":{\"version\":0}}").response());
      assertThat(joined.getJsonObject("document").encode()).contains(LINE);
      JsonObject pulled =
          new JsonObject(
              ann.ask(topic, "document:pull", "{\"version\":" + version + "}").response());
      assertThat(pulled.getValue("updates")).isEqualTo(new JsonArray());

      // Writes work again with free space, without a restart.
      Files.delete(ballast);
      eventually(() -> assertThat(ready(rooms).getInteger("code")).isEqualTo(200));
      assertThat(edit(ann, topic, version, version * LINE.length()).status()).isEqualTo("ok");

      List<String> lines =
          log.lines().stream().filter(line -> !line.contains("CONNECTED")).toList();
      assertThat(lines.stream().filter(line -> line.startsWith("ERROR"))).hasSize(1);
      assertThat(lines)
          .anyMatch(line -> line.startsWith("ERROR database unavailable: disk full"))
          .anyMatch(line -> line.startsWith("INFO database available again"));
    }
  }
}

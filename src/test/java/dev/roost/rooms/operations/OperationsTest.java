package dev.roost.rooms.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes for operators. */
class OperationsTest {
  private static final String METRICS_KEY = "the key of metrics";
  private static final String ADMIN_KEY = "the key of admins";
  private static final String PUBLISH_KEY = "the key of publishers";

  @TempDir static Path data;
  @TempDir static Path otherData;
  @TempDir static Path leavingData;
  private static Vertx vertx;
  private static RunningRooms rooms;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    rooms =
        RunningRooms.start(
            vertx,
            data,
            TestDatabase.EMBEDDED,
            Map.of(
                "ROOST_METRICS_ENABLED", "true",
                "ROOST_METRICS_KEY", METRICS_KEY,
                "ROOST_ADMIN_KEY", ADMIN_KEY,
                "ROOST_PUBLISH_KEY", PUBLISH_KEY));
  }

  @AfterAll
  static void stop() {
    vertx.close().await();
  }

  private static HttpResponse<String> get(String path, String key) {
    return rooms.http("GET", path, "Bearer " + key, null);
  }

  private static HttpResponse<String> publish(String body) {
    return rooms.http("POST", "/api/broadcast", "Bearer " + PUBLISH_KEY, body);
  }

  @Test
  void serverIsLiveAndReady() {
    HttpResponse<String> live = rooms.http("GET", "/health/live", null, null);
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.body()).isEqualTo("{\"status\":\"live\"}");
    HttpResponse<String> ready = rooms.http("GET", "/health/ready", null, null);
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).isEqualTo("{\"status\":\"ready\"}");
  }

  @Test
  void metricsNeedTheKey() {
    PhoenixClient client = rooms.user(1);
    client.join("users:1");
    assertThat(get("/metrics", ADMIN_KEY).statusCode()).isEqualTo(401);
    HttpResponse<String> metrics = get("/metrics", METRICS_KEY);
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
    assertThat(metrics.body())
        .containsPattern("roost_socket_open\\{socket=\"/socket\"} [1-9]")
        .contains(
            "roost_channel_joined_seconds_count{channel=\"UserChannel\","
                + "result=\"ok\",socket=\"/socket\"}")
        .contains("roost_outbound_queued_bytes", "roost_presence_topics");
  }

  @Test
  void dashboardNeedsTheAdminKey() {
    HttpResponse<String> page = rooms.http("GET", "/dashboard", null, null);
    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(page.headers().firstValue("location")).contains("/dashboard/sign-in");
    HttpResponse<String> form = rooms.http("GET", "/dashboard/sign-in", null, null);
    assertThat(form.statusCode()).isEqualTo(200);
    assertThat(form.headers().firstValue("content-security-policy").orElseThrow())
        .contains("style-src 'self';");
  }

  @Test
  void adminRoutesListConnections() {
    PhoenixClient client = rooms.user(2);
    client.join("users:2");
    assertThat(get("/admin/sockets", PUBLISH_KEY).statusCode()).isEqualTo(401);
    assertThat(rooms.http("GET", "/admin/sockets", null, null).statusCode()).isEqualTo(401);

    JsonObject sockets = new JsonObject(get("/admin/sockets", ADMIN_KEY).body());
    assertThat(sockets.getJsonObject("open").getInteger("/socket")).isPositive();
    assertThat(sockets.getJsonArray("sockets"))
        .anySatisfy(
            each ->
                assertThat(((JsonObject) each).getJsonArray("channels").encode())
                    .isEqualTo("[{\"topic\":\"users:2\",\"status\":\"joined\",\"waiting\":0}]"));

    client.join("room:lobby");
    JsonObject presence = new JsonObject(get("/admin/presence?topic=room:none", ADMIN_KEY).body());
    assertThat(presence.encode()).isEqualTo("{\"topic\":\"room:none\",\"presence\":{}}");
    assertThat(get("/admin/presence", ADMIN_KEY).statusCode()).isEqualTo(400);
  }

  @Test
  void publishedMessageReachesTheTopic() {
    PhoenixClient client = rooms.user(3);
    client.join("users:3");
    HttpResponse<String> one =
        publish("{\"topic\":\"users:3\",\"event\":\"one\",\"payload\":{\"n\":1}}");
    assertThat(one.statusCode()).isEqualTo(202);
    assertThat(one.body()).isEqualTo("{\"sent\":1}");
    assertThat(client.until("one").payload().toString()).isEqualTo("{\"n\":1}");

    HttpResponse<String> two =
        publish(
            "{\"messages\":[{\"topic\":\"users:3\",\"event\":\"two\",\"payload\":{}},"
                + "{\"topic\":\"users:3\",\"event\":\"three\",\"payload\":{\"n\":3}}]}");
    assertThat(two.body()).isEqualTo("{\"sent\":2}");
    assertThat(client.until("three").payload().toString()).isEqualTo("{\"n\":3}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | body: expected a JSON object",
        "{\"topic\":\"a\"} | event: expected a text of 1 to 256 characters",
      })
  void invalidMessageIsExplainedAndNothingIsSent(String body, String error) {
    HttpResponse<String> response = publish(body);
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(response.body()).getString("error")).isEqualTo(error);
  }

  @Test
  void publishIsLimitedAndNeedsTheKey() {
    assertThat(publish("x".repeat((1 << 20) + 1)).statusCode()).isEqualTo(413);
    assertThat(rooms.http("POST", "/api/broadcast", "Bearer " + ADMIN_KEY, "{}").statusCode())
        .isEqualTo(401);
    assertThat(rooms.http("POST", "/api/broadcast", RunningRooms.token(1), "{}").statusCode())
        .isEqualTo(401);
  }

  @Test
  void drainingServerIsNotReady() {
    RunningRooms leaving =
        RunningRooms.start(
            vertx, leavingData, TestDatabase.EMBEDDED, Map.of("ROOST_DRAIN_PAUSE_SECONDS", "3600"));
    assertThat(leaving.http("GET", "/health/ready", null, null).statusCode()).isEqualTo(200);
    Future<Void> drained = leaving.drain();
    HttpResponse<String> ready = leaving.http("GET", "/health/ready", null, null);
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).isEqualTo("{\"status\":\"draining\"}");
    assertThat(leaving.http("GET", "/health/live", null, null).statusCode()).isEqualTo(200);
    leaving.user(1).join("users:1");
    assertThat(drained.isComplete()).isFalse();
    leaving.stop();
  }

  @Test
  void onlyHealthIsOnByDefault() {
    RunningRooms plain = RunningRooms.start(vertx, otherData, TestDatabase.EMBEDDED, Map.of());
    assertThat(plain.http("GET", "/health/ready", null, null).statusCode()).isEqualTo(200);
    for (String path :
        new String[] {"/metrics", "/admin/sockets", "/dashboard", "/dashboard/sign-in"}) {
      assertThat(plain.http("GET", path, null, null).statusCode()).isEqualTo(404);
    }
    assertThat(plain.http("POST", "/api/broadcast", null, "{}").statusCode()).isEqualTo(404);
    plain.stop();
  }
}

package dev.roost.rooms.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.rooms.RunningRooms;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sign-in attempts and new rooms count per client behind a trusted proxy. */
@ExtendWith(VertxExtension.class)
class ForwardedClientsTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path data;
  private int attempts;

  private RunningRooms start(Vertx vertx, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("ROOST_SIGN_IN_MAX_PER_ADDRESS", "2");
    return RunningRooms.start(vertx, data, all);
  }

  /** The status of an attempt with a separate account. */
  private int attempt(RunningRooms rooms, String forwardedFor) throws Exception {
    String body =
        "{\"session\":{\"email\":\"a" + attempts++ + "@example.org\",\"password\":\"wrong\"}}";
    return HTTP.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + rooms.port() + "/api/v1/sessions"))
                .header("X-Forwarded-For", forwardedFor)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void attemptsCountPerClientBehindAProxy(Vertx vertx) throws Exception {
    RunningRooms rooms = start(vertx, Map.of("ROOST_SERVER_TRUSTED_PROXIES", "127.0.0.1"));

    assertThat(attempt(rooms, "203.0.113.7")).isEqualTo(422);
    assertThat(attempt(rooms, "198.51.100.1, 203.0.113.7")).isEqualTo(422);
    assertThat(attempt(rooms, "198.51.100.2, 203.0.113.7")).isEqualTo(429);
    assertThat(attempt(rooms, "198.51.100.1")).isEqualTo(422);
  }

  @Test
  void createdRoomsCountPerClientBehindAProxy(Vertx vertx) throws Exception {
    RunningRooms rooms =
        start(
            vertx,
            Map.of(
                "ROOST_SERVER_TRUSTED_PROXIES", "127.0.0.1",
                "ROOST_BUDGETS_CREATIONS_PER_HOUR", "1",
                "ROOST_BUDGETS_ACCOUNTS_PER_ADDRESS", "1"));

    assertThat(create(rooms, 1, "203.0.113.7")).isEqualTo(201);
    assertThat(create(rooms, 2, "198.51.100.1")).isEqualTo(201);
    assertThat(create(rooms, 3, "203.0.113.7")).isEqualTo(429);
  }

  private static int create(RunningRooms rooms, long userId, String forwardedFor) throws Exception {
    String body = "{\"chat\":{\"room_name\":\"Chat " + userId + "\"}}";
    return HTTP.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rooms.port() + "/api/v1/chats"))
                .header("Authorization", RunningRooms.token(userId))
                .header("X-Forwarded-For", forwardedFor)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void untrustedPeerCountsByItsOwnAddress(Vertx vertx) throws Exception {
    RunningRooms rooms = start(vertx, Map.of());

    assertThat(attempt(rooms, "203.0.113.7")).isEqualTo(422);
    assertThat(attempt(rooms, "198.51.100.1")).isEqualTo(422);
    assertThat(attempt(rooms, "192.0.2.1")).isEqualTo(429);
  }
}

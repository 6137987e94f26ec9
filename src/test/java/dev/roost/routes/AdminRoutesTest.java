package dev.roost.routes;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.transport.RawWebSocket;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operators list and close connections. */
@Timeout(60)
class AdminRoutesTest {
  private static final String KEY = "Bearer key of operators";

  private Presence presence;
  private final RoutesServer server =
      new RoutesServer(
          (endpoint, router) -> {
            presence = endpoint.presence(new PresenceOptions());
            new AdminRoutes(endpoint, BearerKey.of("key of operators"))
                .presence(presence)
                .maxSockets(2)
                .mount(router);
            new AdminRoutes(endpoint, BearerKey.of("key of operators"))
                .path("/other")
                .mount(router);
          });

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonObject get(String path) {
    return new JsonObject(server.request("GET", path, KEY, null).body());
  }

  @Test
  void listedConnectionsAreLimited() throws Exception {
    List<RawWebSocket> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      clients.add(server.join("room:a"));
    }
    JsonObject all = get("/admin/sockets");
    assertThat(all.getJsonObject("open").getInteger("/socket")).isEqualTo(3);
    assertThat(all.getJsonArray("sockets")).hasSize(2);
    JsonObject first = all.getJsonArray("sockets").getJsonObject(0);
    assertThat(first.getString("socket_id")).isEqualTo("users:1");
    assertThat(first.getString("transport")).isEqualTo("websocket");
    assertThat(first.getJsonArray("channels").encode())
        .isEqualTo("[{\"topic\":\"room:a\",\"status\":\"joined\",\"waiting\":0}]");
    assertThat(get("/other/sockets").getJsonArray("sockets")).hasSize(3);
    for (RawWebSocket client : clients) {
      client.close();
    }
  }

  @Test
  void connectionsOfASocketIdAreClosed() throws Exception {
    try (RawWebSocket client = server.join("room:a")) {
      var answer = server.request("POST", "/admin/disconnect?socket_id=users:1", KEY, null);
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(client.receiveClose()).isEqualTo(1_001);
      eventually(() -> assertThat(server.endpoint.metrics().get("/socket").open()).isZero());
    }
    var without = server.request("POST", "/admin/disconnect", KEY, null);
    assertThat(without.statusCode()).isEqualTo(400);
    assertThat(without.body())
        .isEqualTo("{\"error\":\"socket_id: expected as a parameter of the query\"}");
  }

  @Test
  void presencesAreListed() {
    assertThat(get("/admin/presence?topic=room:a").encode())
        .isEqualTo("{\"topic\":\"room:a\",\"presence\":{}}");
    assertThat(server.request("GET", "/admin/presence", KEY, null).statusCode()).isEqualTo(400);
    assertThat(server.request("GET", "/other/presence?topic=a", KEY, null).statusCode())
        .isEqualTo(404);
  }

  @Test
  void allRoutesNeedTheKey() {
    for (String path : new String[] {"/admin/sockets", "/admin/presence", "/admin/unknown"}) {
      assertThat(server.get(path).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(
            server.request("POST", "/admin/disconnect?socket_id=users:1", null, null).statusCode())
        .isEqualTo(401);
  }
}

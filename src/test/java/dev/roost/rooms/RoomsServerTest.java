package dev.roost.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.EndpointServer;
import dev.roost.auth.SignedTokens;
import dev.roost.rooms.PhoenixClient.Received;
import dev.roost.rooms.config.CommandLine;
import dev.roost.rooms.config.Settings;
import dev.roost.rooms.config.SettingsException;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class RoomsServerTest {
  @TempDir Path data;
  private Vertx vertx;

  @BeforeEach
  void remember(Vertx provided) {
    vertx = provided;
  }

  @Test
  void clientWithATokenJoinsItsRoom() {
    int port = start(Map.of()).port();
    String token = SignedTokens.of("HS512").hs512();

    for (PhoenixClient client :
        List.of(
            PhoenixClient.connect(vertx, port, "token=" + token),
            PhoenixClient.connectWithAuthToken(vertx, port, token))) {
      assertThat(client.join("challenges:1").response())
          .contains("\"title\":\"Multiples of 3 and 5\"", "\"response\":\"\"");
      client.until("user:joined");
    }
  }

  @Test
  void newDatabaseHasDemoChallenges() {
    PhoenixClient client = connect(start(Map.of()).port());

    List<String> titles =
        List.of("1", "2", "3").stream()
            .map(
                id -> {
                  Received joined = client.ask("challenges:" + id, "phx_join", "{}");
                  client.until("user:joined");
                  return joined.payload().at("/response/challenge/title").asText();
                })
            .toList();

    assertThat(titles)
        .containsExactly("Multiples of 3 and 5", "Fibonacci Numbers", "Largest Prime Factor");
  }

  @Test
  void refusalIs403AndOneLogLine() {
    int port = start(Map.of()).port();
    String expired = SignedTokens.of("HS512").time("exp", -1).hs512();
    try (LogCapture log = new LogCapture()) {
      for (String query : List.of("token=" + expired, "token[]=" + expired)) {
        assertThat(PhoenixClient.statusOfRefusal(() -> PhoenixClient.connect(vertx, port, query)))
            .isEqualTo(403);
      }

      assertThat(log.lines())
          .containsExactly(
              "WARN refused a connection: the token has expired",
              "WARN refused a connection: there is no token");
    }
  }

  @Test
  void foreignUserTopicIsRefused() {
    PhoenixClient client = connect(start(Map.of()).port());

    Received own = client.join("users:1");
    assertThat(own.status()).isEqualTo("ok");
    assertThat(own.response()).isEqualTo("{}");
    for (String other : List.of("users:2", "users:01", "users:", "users:1:2")) {
      Received refused = client.join(other);
      assertThat(refused.status()).isEqualTo("error");
      assertThat(refused.response()).isEqualTo("{\"reason\":\"forbidden\"}");
    }
  }

  @Test
  void responseSizeIsLimited() {
    int port = start(Map.of()).port();
    PhoenixClient client = connect(port);
    client.join("challenges:1");
    client.until("user:joined");
    String largest = "\\u0001".repeat(1 << 20);

    client.send("challenges:1", "response:update", "{\"response\":\"" + largest + "\"}");
    assertThat(client.until("response:updated").payload().at("/challenge/response").asText())
        .hasSize(1 << 20);

    assertThat(
            client
                .ask("challenges:1", "response:update", "{\"response\":\"" + largest + "x\"}")
                .response())
        .isEqualTo("{\"error\":\"Error updating challenge\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com,same,false",
    "http://example.com,'example.com, example.org',true",
    "https://a.example.com,*.example.com,true",
    "http://example.net,https://example.net,false",
    "http://example.com,false,true",
  })
  void checksTheOriginAsConfigured(String origin, String allowed, boolean accepted)
      throws Exception {
    int port = start(Map.of("ROOST_SERVER_CHECK_ORIGIN", allowed)).port();
    String query = "token=" + SignedTokens.of("HS512").hs512();
    try (LogCapture log = new LogCapture()) {
      Callable<PhoenixClient> attempt = () -> PhoenixClient.connectFrom(origin, vertx, port, query);
      if (accepted) {
        assertThat(attempt.call().join("users:1").status()).isEqualTo("ok");
      } else {
        assertThat(PhoenixClient.statusOfRefusal(attempt)).isEqualTo(403);
      }

      assertThat(log.lines()).hasSize(accepted ? 0 : 1);
    }
  }

  @Test
  void drainClosesConnectionsWithAReconnectCode() {
    EndpointServer server = start(Map.of());
    PhoenixClient client = connect(server.port());
    client.join("users:1");

    server.close().await();

    assertThat(client.closeCode()).isEqualTo((short) 1001);
  }

  @Test
  void invalidKeyPreventsTheStart() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> start(Map.of("ROOST_JWT_SECRET", "short")))
        .withMessage("jwt.secret: a secret for HS512 has at least 64 bytes, this one has 5");
  }

  private PhoenixClient connect(int port) {
    return PhoenixClient.connect(vertx, port, "token=" + SignedTokens.of("HS512").hs512());
  }

  private EndpointServer start(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("ROOST_JWT_SECRET", SignedTokens.SECRET);
    all.putIfAbsent("ROOST_SERVER_WARM_UP_MILLIS", "0");
    CommandLine commandLine = CommandLine.parse("--dev", "--port", "0", "--data", data.toString());
    Settings settings = Settings.load(vertx, commandLine, all).await();
    return RoomsServer.start(vertx, settings, RoomsServer.WEB_PAGE).await();
  }
}

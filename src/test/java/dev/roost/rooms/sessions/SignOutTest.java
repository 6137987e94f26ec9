package dev.roost.rooms.sessions;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.transport.LongPoller;
import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Signing out ends tokens and connections, on one server. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SignOutTest {
  private static final short GOING_AWAY = 1001;

  private static final String HEARTBEAT = "[null,\"1\",\"phoenix\",\"heartbeat\",{}]";

  @TempDir static Path data;
  private static Vertx vertx;
  private static RunningRooms rooms;

  @Parameter TestDatabase database;

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase database) {
    vertx = Vertx.vertx();
    rooms =
        RunningRooms.startForSignIns(
            vertx, data, database, Map.of("ROOST_SESSIONS_MAX_PER_ACCOUNT", "3"));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    vertx.close().await();
  }

  @Test
  void signOutEndsOnlyTheTokensSession() throws Exception {
    String phone = rooms.signIn("moebi@email.com");
    String laptop = rooms.signIn("moebi@email.com");
    PhoenixClient onPhone = connect(phone);
    PhoenixClient onLaptop = connect(laptop);
    LongPoller polling = new LongPoller(rooms.port());
    polling.withToken(poll(polling, phone).json().getString("token"));
    assertThat(polling.post(HEARTBEAT).status()).isEqualTo(200);

    assertThat(delete("/api/v1/sessions", phone).body()).isEqualTo("{\"ok\":true}");

    assertThat(onPhone.closeCode()).isEqualTo(GOING_AWAY);
    assertRefused(phone);
    eventually(() -> assertThat(polling.post(HEARTBEAT).status()).isEqualTo(410));
    assertThat(poll(polling, phone).status()).as("another session").isEqualTo(403);
    assertThat(onLaptop.join("users:1").status()).isEqualTo("ok");
    assertThat(currentUser(laptop).statusCode()).isEqualTo(200);
  }

  @Test
  void signOutEverywhereEndsAllSessionsOfTheAccount() {
    String phone = rooms.signIn("ann@email.com");
    String laptop = rooms.signIn("ann@email.com");
    String otherUser = rooms.signIn("bob@email.com");
    PhoenixClient onPhone = connect(phone);
    PhoenixClient ofAnotherIssuer = connect(RunningRooms.token(2));

    assertThat(delete("/api/v1/sessions/all", laptop).body()).isEqualTo("{\"ok\":true}");

    assertThat(onPhone.closeCode()).isEqualTo(GOING_AWAY);
    assertThat(ofAnotherIssuer.closeCode()).isEqualTo(GOING_AWAY);
    assertRefused(phone);
    assertRefused(laptop);
    assertThat(currentUser(otherUser).statusCode()).isEqualTo(200);
    assertThat(delete("/api/v1/sessions/all", laptop).statusCode()).isEqualTo(403);
  }

  @Test
  void oldestSessionsEndBeyondTheLimit() {
    List<String> tokens = Stream.generate(() -> rooms.signIn("bob@email.com")).limit(4).toList();

    assertRefused(tokens.get(0));
    for (String token : tokens.subList(1, 4)) {
      assertThat(currentUser(token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void tokensWithoutASessionStayValidUntilTheyExpire() {
    String token = RunningRooms.token(1);

    assertThat(delete("/api/v1/sessions", token).body()).isEqualTo("{\"ok\":true}");

    assertThat(currentUser(token).statusCode()).isEqualTo(200);
  }

  @Test
  void unknownSessionIsRefused() {
    assertRefused(RunningRooms.token(1, "roost_session", "00000000-0000-0000-0000-000000000000"));
    assertRefused(RunningRooms.token(1, "roost_session", 7));
  }

  @Test
  void sessionOfAnotherUserIsRefused() {
    String token = rooms.signIn("moebi@email.com");
    String claims = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    String payload = new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8);
    String session = new JsonObject(payload).getString("roost_session");

    assertRefused(RunningRooms.token(2, "roost_session", session));
    assertThat(currentUser(token).statusCode()).isEqualTo(200);
    assertRefused(RunningRooms.token(2, "roost_session", session));
  }

  @Test
  void connectionEndsWhenItsTokenExpires() {
    long soon = System.currentTimeMillis() / 1000 + 2;
    PhoenixClient client = connect(RunningRooms.token(1, "exp", soon));

    assertThat(client.join("users:1").status()).isEqualTo("ok");
    assertThat(client.closeCode()).isEqualTo(GOING_AWAY);
  }

  private static LongPoller.Answer poll(LongPoller client, String token) throws Exception {
    return client.request("GET", "x-phoenix-authtoken", token);
  }

  private static void assertRefused(String token) {
    assertThat(currentUser(token).statusCode()).isEqualTo(403);
    assertThat(PhoenixClient.statusOfRefusal(() -> connect(token))).isEqualTo(403);
    assertThat(
            PhoenixClient.statusOfRefusal(
                () -> PhoenixClient.connectWithAuthToken(vertx, rooms.port(), token)))
        .isEqualTo(403);
  }

  private static PhoenixClient connect(String token) {
    return PhoenixClient.connect(vertx, rooms.port(), "token=" + token);
  }

  private static HttpResponse<String> currentUser(String token) {
    return rooms.http("GET", "/api/v1/current_user", token, null);
  }

  private static HttpResponse<String> delete(String path, String token) {
    return rooms.http("DELETE", path, token, null);
  }
}

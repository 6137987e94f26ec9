package dev.roost.rooms.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.PhoenixClient.Received;
import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.config.DatabasePlace;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that exceed their budgets. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SpentBudgetsTest {
  @TempDir static Path data;
  private static Vertx vertx;
  private static RunningRooms rooms;

  @Parameter TestDatabase database;

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase database) {
    vertx = Vertx.vertx();
    Map<String, String> budgets = new HashMap<>();
    budgets.put("ROOST_BUDGETS_MESSAGES_PER_MINUTE", "3");
    budgets.put("ROOST_BUDGETS_GUEST_MESSAGES_PER_MINUTE", "2");
    budgets.put("ROOST_BUDGETS_STORED_BYTES_PER_HOUR", "100000");
    budgets.put("ROOST_BUDGETS_POINTERS_PER_MINUTE", "2");
    budgets.put("ROOST_BUDGETS_CREATIONS_PER_HOUR", "2");
    budgets.put("ROOST_BUDGETS_NEW_ROOMS_PER_HOUR", "2");
    budgets.put("ROOST_BUDGETS_GUEST_NEW_ROOMS_PER_HOUR", "1");
    budgets.put("ROOST_ROOMS_MAX_STORED_CHANGE_BYTES", "150000");
    budgets.put("ROOST_METRICS_ENABLED", "true");
    rooms = RunningRooms.start(vertx, data, database, budgets);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    vertx.close().await();
  }

  @Test
  void accountsBudgetCoversMessagesInAllRooms() {
    PhoenixClient first = rooms.user(1);
    PhoenixClient second = rooms.user(1);
    first.ask("chat:5", "phx_join", "{}");
    second.ask("room:one", "phx_join", "{}");
    second.ask("room:lobby", "phx_join", "{}");
    first.ask("challenges:1", "phx_join", "{}");
    for (int i = 0; i < 3; i++) {
      assertThat(first.ask("chat:5", "message", "{\"content\":\"x\"}").status()).isEqualTo("ok");
    }

    assertRefused(first.ask("chat:5", "message", "{\"content\":\"x\"}"));
    assertRefused(second.ask("room:one", "new_msg", "{\"body\":\"x\"}"));
    assertRefused(second.ask("room:lobby", "message:new", "\"x\""));
    assertRefused(first.ask("challenges:1", "chat:create_message", "{\"message\":\"x\"}"));
    assertThat(rooms.http("GET", "/metrics", null, null).body())
        .contains("roost_rooms_refused_total{budget=\"messages\",scope=\"account\"}");
  }

  @Test
  void pointersToLinesAreLimited() {
    PhoenixClient ann = rooms.user(2);
    ann.ask("challenges:1", "phx_join", "{\"collab\":{\"version\":-1}}");
    String start = "{\"version\":0,\"position\":0}";
    for (int i = 0; i < 2; i++) {
      assertThat(ann.ask("challenges:1", "line:point", start).status()).isEqualTo("ok");
    }

    assertRefused(ann.ask("challenges:1", "line:point", start));
  }

  @Test
  void guestsOfAnAddressShareOneBudget() {
    PhoenixClient zoe = rooms.guest("Zoe");
    PhoenixClient max = rooms.guest("Max");
    zoe.ask("room:guests", "phx_join", "{}");
    max.ask("room:guests", "phx_join", "{}");
    zoe.send("room:guests", "new_msg", "{\"body\":\"1\"}");
    zoe.send("room:guests", "new_msg", "{\"body\":\"2\"}");
    zoe.until("new_msg");
    zoe.until("new_msg");

    assertRefused(max.ask("room:guests", "new_msg", "{\"body\":\"3\"}"));
  }

  @Test
  void refusedNewRoomsLeaveNothingBehind() throws SQLException {
    PhoenixClient opener =
        PhoenixClient.connect(vertx, rooms.port(), "token=" + register("opener"));
    for (String room : List.of("new-1", "new-2", "new-3")) {
      opener.ask("room:" + room, "phx_join", "{}");
    }
    for (String room : List.of("new-1", "new-2")) {
      opener.send("room:" + room, "new_msg", "{\"body\":\"first\"}");
      opener.until("new_msg");
    }

    assertRefused(opener.ask("room:new-3", "new_msg", "{\"body\":\"x\"}"));

    assertThat(number("SELECT count(DISTINCT room) FROM room_messages WHERE room LIKE 'new-%'"))
        .isEqualTo(2);
    assertThat(rooms.http("GET", "/metrics", null, null).body())
        .contains("roost_rooms_refused_total{budget=\"rooms\",scope=\"account\"}");

    // A room with messages is not new, even for users who joined it before.
    PhoenixClient other = PhoenixClient.connect(vertx, rooms.port(), "token=" + register("other"));
    other.ask("room:new-3", "phx_join", "{}");
    other.send("room:new-3", "new_msg", "{\"body\":\"mine\"}");
    other.until("new_msg");
    opener.until("new_msg");
    opener.send("room:new-3", "new_msg", "{\"body\":\"and mine\"}");
    assertThat(other.until("new_msg").payload().at("/body").asText()).isEqualTo("and mine");
  }

  @Test
  void editsBeyondTheByteBudgetAreRefused() {
    PhoenixClient whole = rooms.user(2);
    whole.ask("challenges:2", "phx_join", "{}");
    whole.send("challenges:2", "response:update", response("a", 200_000));
    whole.until("response:updated");

    assertRefused(whole.ask("challenges:2", "response:update", response("b", 1)));

    PhoenixClient editor = rooms.user(2);
    editor.ask("challenges:3", "phx_join", "{\"collab\":{\"version\":-1}}");
    Received refused =
        editor.ask(
            "challenges:3",
            "document:push",
            "{\"version\":0,\"updates\":[{\"client_id\":\"c\",\"changes\":[[0,\"x\"]]}]}");
    assertRefused(refused);
  }

  @Test
  void keptChangesAreLimitedInBytes() throws SQLException {
    for (int user = 1; user <= 3; user++) {
      PhoenixClient client =
          PhoenixClient.connect(vertx, rooms.port(), "token=" + register("user" + user));
      client.ask("challenges:1", "phx_join", "{}");
      client.send("challenges:1", "response:update", response(String.valueOf(user), 70_000));
      client.until("response:updated");
    }

    long kept =
        number("SELECT sum(length(changes)) FROM challenge_revisions WHERE challenge_id = 1");
    assertThat(kept).isBetween(70_000L, 150_000L);
  }

  @Test
  void newChallengesAndChatsAreRefusedWithTheTimeToWait() {
    String token = RunningRooms.token(3);
    assertThat(create(token, "chats", "{\"chat\":{\"room_name\":\"A\"}}").statusCode())
        .isEqualTo(201);
    String challenge = "{\"challenge\":{\"title\":\"T\",\"prompt\":\"P\"}}";
    assertThat(create(token, "challenges", challenge).statusCode()).isEqualTo(201);

    HttpResponse<String> refused = create(token, "challenges", challenge);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body())
        .startsWith(
            "{\"error\":\"Too many new challenges, chats, invites, exports and restored versions."
                + " Try again in ");
    assertThat(refused.headers().firstValueAsLong("retry-after").orElseThrow())
        .isBetween(1L, 1_800L);
    assertThat(rooms.http("GET", "/api/v1/challenges/1/export", token, null).statusCode())
        .isEqualTo(429);
  }

  // Directly, because the running server locks its data directory.
  private static long number(String query) throws SQLException {
    String url =
        rooms.settings().database().place() instanceof DatabasePlace.Postgres postgres
            ? "jdbc:" + postgres.url() + "?user=" + postgres.user()
            : "jdbc:sqlite:" + data.resolve("roost.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    }
  }

  private static HttpResponse<String> create(String token, String what, String body) {
    return rooms.http("POST", "/api/v1/" + what, token, body);
  }

  private static String register(String name) {
    return rooms.register(name, "Zimmer").getString("jwt");
  }

  private static String response(String text, int length) {
    return "{\"response\":\"" + text.repeat(length).substring(0, length) + "\"}";
  }

  private static void assertRefused(Received reply) {
    assertThat(reply.status()).isEqualTo("error");
    assertThat(reply.payload().at("/response/reason").asText()).isEqualTo("rate_limited");
    assertThat(reply.payload().at("/response/error").asText()).contains("Try again in ");
    assertThat(reply.payload().at("/response/retry_after").asLong()).isPositive();
  }
}

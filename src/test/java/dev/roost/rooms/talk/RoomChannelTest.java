package dev.roost.rooms.talk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.PhoenixClient.Received;
import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.database.Tables;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chat rooms for users and guests. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RoomChannelTest {
  @TempDir static Path data;
  private static Vertx vertx;
  private static RunningRooms rooms;

  @Parameter TestDatabase database;

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase database) {
    vertx = Vertx.vertx();
    rooms =
        RunningRooms.start(
            vertx,
            data,
            database,
            Map.of(
                "ROOST_ROOMS_MAX_CHAT_MESSAGES",
                "3",
                "ROOST_ROOMS_MAX_STORED_MESSAGES",
                "20",
                "ROOST_ROOMS_MAX_REACTIONS",
                "2",
                "ROOST_ROOMS_MAX_UNREAD_ROOMS",
                "2"));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    vertx.close().await();
  }

  @Test
  void stateComesBeforeTheOwnPresenceAndHistoryAfter() {
    String topic = newRoom();
    PhoenixClient ann = rooms.user(2);

    ann.join(topic);

    assertThat(ann.next("presence_state").json()).isEqualTo("{}");
    List<Received> rest = List.of(ann.next(), ann.next());
    assertThat(rest)
        .extracting(Received::event)
        .containsExactlyInAnyOrder("presence_diff", "message_history");
    JsonNode meta =
        rest.stream()
            .filter(message -> message.event().equals("presence_diff"))
            .findFirst()
            .orElseThrow()
            .payload()
            .at("/joins/Ann/metas/0");
    assertThat(meta.path("status").asText()).isEqualTo("online");
    assertThat(meta.path("online_at").asLong()).isPositive();
  }

  @Test
  void messageReachesAllAndLaterClients() {
    String topic = newRoom();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient guest = rooms.guest(" Gil ");
    join(ann, topic);
    join(guest, topic);

    guest.send(topic, "new_msg", "{\"body\":\"hi\",\"author\":\"Ann\"}");

    for (PhoenixClient each : List.of(ann, guest)) {
      JsonNode message = each.until("new_msg").payload();
      assertThat(message.path("author").asText()).isEqualTo("Gil");
      assertThat(message.path("body").asText()).isEqualTo("hi");
      assertThat(message.path("sent_at").asText()).matches("\\d\\d:\\d\\d");
      assertThat(message.at("/message/content").asText()).isEqualTo("hi");
      assertThat(message.at("/message/author").asText()).isEqualTo("Gil");
      assertThat("room:" + message.at("/message/room").asText()).isEqualTo(topic);
    }
    JsonNode history = join(rooms.user(3), topic).path("messages");
    assertThat(history.findValuesAsText("content")).containsExactly("hi");
  }

  @Test
  void historyHasTheLatestMessagesOldestFirst() {
    String topic = newRoom();
    PhoenixClient ann = rooms.user(2);
    join(ann, topic);
    for (int i = 1; i <= 5; i++) {
      ann.send(topic, "new_msg", "{\"body\":\"m" + i + "\"}");
    }
    for (int i = 1; i <= 5; i++) {
      ann.until("new_msg");
    }

    assertThat(join(rooms.user(3), topic).path("messages").findValuesAsText("content"))
        .containsExactly("m3", "m4", "m5");
  }

  @Test
  void messageIsSentAlthoughOldOnesCannotBeDeleted() {
    String topic = newRoom();
    String token = rooms.register("Nia", "N").getString("jwt");
    PhoenixClient nia = PhoenixClient.connect(vertx, rooms.port(), "token=" + token);
    PhoenixClient bob = rooms.user(3);
    join(nia, topic);
    join(bob, topic);
    long first = said(nia, topic, 0);
    // Old messages are deleted after each 50th.
    long more = 100 - first % 50 - 1;
    String row = "('" + topic.substring("room:".length()) + "', 'Nia', 'more', 1)";
    Tables.of(rooms)
        .change(
            "INSERT INTO room_messages (room, author, content, inserted_at) VALUES "
                + String.join(", ", Collections.nCopies((int) more, row)));
    Tables.of(rooms).change("CREATE TABLE kept_messages (id BIGINT REFERENCES room_messages (id))");
    try {
      Tables.of(rooms).change("INSERT INTO kept_messages (id) VALUES (" + first + ")");

      assertThat(said(nia, topic, 1) % 50).isZero();
      assertThat(bob.until("new_msg").payload().path("body").asText()).isEqualTo("m0");
      assertThat(bob.until("new_msg").payload().path("body").asText()).isEqualTo("m1");
    } finally {
      Tables.of(rooms).change("DROP TABLE kept_messages");
    }
  }

  private static long said(PhoenixClient client, String topic, int i) {
    Received reply =
        client.ask(topic, "new_msg", "{\"body\":\"m" + i + "\",\"client_id\":\"c" + i + "\"}");
    assertThat(reply.status()).isEqualTo("ok");
    return reply.payload().at("/response/message/id").asLong();
  }

  @Test
  void guestCannotUseAnAccountsName() {
    String topic = newRoom();
    join(rooms.user(2), topic);
    join(rooms.user(2), topic);
    for (String name : List.of("Ann", "  b\u043e\u0412 ", "BOB  BAKER", "Bob B.", "Bob (2)")) {
      join(rooms.guest(name), topic);
    }
    join(rooms.guest("Gil"), topic);
    PhoenixClient bob = rooms.user(3);
    join(bob, topic);
    bob.send(topic, "new_msg", "{\"body\":\"it is me\"}");

    JsonNode message = bob.until("new_msg").payload();
    assertThat(message.path("author").asText()).isEqualTo("Bob");
    assertThat(message.at("/message/user_id").asInt()).isEqualTo(3);
    JsonNode state = state(topic);
    assertThat(state.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "Ann",
            "Ann (guest)",
            "b\u043e\u0412 (guest)",
            "BOB BAKER (guest)",
            "Bob B. (guest)",
            "Bob (2) (guest)",
            "Gil",
            "Bob");
    assertThat(state.at("/Ann/metas")).hasSize(2);
    assertThat(state.at("/Ann (guest)/metas/0/guest").asBoolean()).isTrue();
    assertThat(state.at("/Bob/metas/0/user_id").asInt()).isEqualTo(3);
    assertThat(state.at("/Bob/metas/0/last_initial").asText()).isEqualTo("B");
  }

  @Test
  void newAccountTakesItsNameFromAGuest() {
    String topic = newRoom();
    String name = "N" + UUID.randomUUID().toString().substring(0, 8);
    PhoenixClient guest = rooms.guest(name);
    join(guest, topic);
    guest.send(topic, "new_status", "{\"status\":\"busy\"}");
    PhoenixClient owner = rooms.user(register(name, "Zimmer"));

    join(owner, topic);
    JsonNode claimed;
    do {
      claimed = guest.until("presence_diff").payload();
    } while (!claimed.at("/joins/" + name + " (guest)").isObject());
    guest.send(topic, "new_msg", "{\"body\":\"hi\"}");

    assertThat(claimed.at("/joins/" + name + " (guest)/metas/0/status").asText()).isEqualTo("busy");
    assertThat(owner.until("new_msg").payload().path("author").asText())
        .isEqualTo(name + " (guest)");
    JsonNode state = state(topic);
    assertThat(state.at("/" + name + "/metas")).hasSize(1);
    assertThat(state.at("/" + name + "/metas/0/user_id").isNumber()).isTrue();
  }

  @Test
  void accountsWithOneFirstNameAreDistinguished() {
    String topic = newRoom();
    PhoenixClient other = rooms.user(register("Bob", "Carter"));
    join(rooms.user(3), topic);
    join(other, topic);
    other.send(topic, "new_msg", "{\"body\":\"hi\"}");

    assertThat(other.until("new_msg").payload().path("author").asText()).isEqualTo("Bob C.");
    JsonNode state = state(topic);
    assertThat(state.fieldNames()).toIterable().containsExactlyInAnyOrder("Bob", "Bob C.");
    assertThat(state.at("/Bob C./metas/0/last_initial").asText()).isEqualTo("C");
  }

  @Test
  void messagesAndHistoryMarkGuests() {
    String topic = newRoom();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient gil = rooms.guest("Gil");
    join(ann, topic);
    join(gil, topic);
    ann.send(topic, "new_msg", "{\"body\":\"one\"}");
    JsonNode one = gil.until("new_msg").payload().path("message");
    gil.send(topic, "new_msg", "{\"body\":\"two\"}");
    JsonNode two = gil.until("new_msg").payload().path("message");

    assertThat(one.path("guest")).isEqualTo(BooleanNode.FALSE);
    assertThat(one.path("user_id").asInt()).isEqualTo(2);
    assertThat(one.path("last_initial").asText()).isEqualTo("A");
    assertThat(two.path("guest")).isEqualTo(BooleanNode.TRUE);
    assertThat(two.path("user_id").isNull()).isTrue();
    assertThat(join(rooms.user(3), topic).path("messages")).containsExactly(one, two);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u200bb",
        "a\u202eb",
        "a\u2028b",
        "a\\nb",
        " a",
        "a  b",
        "\uff41",
        "\u3164",
        "e\u0301"
      })
  void refusesMisleadingRoomNames(String name) {
    assertThat(rooms.user(2).ask("room:" + name, "phx_join", "{}").response())
        .isEqualTo("{\"reason\":\"invalid room name\"}");
  }

  private static JsonNode state(String topic) {
    PhoenixClient last = rooms.user(1);
    last.join(topic);
    return last.until("presence_state").payload();
  }

  private static long register(String firstName, String lastName) {
    return rooms.register(firstName, lastName).getJsonObject("user").getLong("id");
  }

  @Test
  void statusIsOnePresenceUpdate() {
    String topic = newRoom();
    PhoenixClient ann = rooms.user(2);
    join(ann, topic);
    ann.send(topic, "new_status", "{\"status\":\"away\"}");

    JsonNode diff;
    do {
      diff = ann.until("presence_diff").payload();
    } while (diff.path("leaves").isEmpty());

    assertThat(diff.at("/leaves/Ann/metas/0/status").asText()).isEqualTo("online");
    assertThat(diff.at("/joins/Ann/metas/0/status").asText()).isEqualTo("away");
    assertThat(diff.at("/joins/Ann/metas/0/phx_ref_prev"))
        .isEqualTo(diff.at("/leaves/Ann/metas/0/phx_ref"));
    assertThat(ann.ask(topic, "new_status", "{\"status\":\"dead\"}").status()).isEqualTo("error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "\"x\"", "{\"body\":\" \"}", "{\"body\":\"\\ud83d\"}"})
  void refusesInvalidMessages(String payload) {
    String topic = newRoom();
    PhoenixClient ann = rooms.user(2);
    join(ann, topic);

    assertThat(ann.ask(topic, "new_msg", payload).status()).isEqualTo("error");
  }

  @Test
  void messagesAreListedEditedAndReactedToAndStoredOnce() {
    String topic = newRoom();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient gil = rooms.guest("Gil");
    join(ann, topic);
    join(gil, topic);
    String message = "{\"body\":\"once\",\"client_id\":\"" + UUID.randomUUID() + "\"}";
    JsonNode stored = ann.ask(topic, "new_msg", message).payload().at("/response/message");
    assertThat(ann.ask(topic, "new_msg", message).payload().at("/response/message"))
        .isEqualTo(stored);
    long id = stored.path("id").asLong();

    String edit = new JsonObject().put("id", id).put("content", "edited").encode();
    assertThat(gil.ask(topic, "message:edit", edit).response()).contains("forbidden");
    assertThat(ann.ask(topic, "message:edit", edit).status()).isEqualTo("ok");
    assertThat(gil.until("message:changed").payload().at("/message/content").asText())
        .isEqualTo("edited");
    String reaction = new JsonObject().put("id", id).put("reaction", "👍").encode();
    assertThat(ann.ask(topic, "message:react", reaction).status()).isEqualTo("ok");
    String page = new JsonObject().put("before", id + 1).encode();
    JsonNode listed = gil.ask(topic, "message:list", page).payload().at("/response/messages");
    assertThat(listed).hasSize(1);
    assertThat(listed.at("/0/content").asText()).isEqualTo("edited");
    assertThat(listed.at("/0/reactions").toString()).isEqualTo("{\"👍\":[2]}");
    assertThat(gil.ask(topic, "message:read", "{\"id\":" + id + "}").status()).isEqualTo("ok");
  }

  @Test
  void reactionsPerMessageAreLimited() {
    String topic = newRoom();
    PhoenixClient ann = rooms.user(2);
    join(ann, topic);
    String message = "{\"body\":\"x\",\"client_id\":\"1\"}";
    long id = ann.ask(topic, "new_msg", message).payload().at("/response/message/id").asLong();

    for (String known : List.of("👍", "🎉")) {
      String reaction = new JsonObject().put("id", id).put("reaction", known).encode();
      assertThat(ann.ask(topic, "message:react", reaction).status()).isEqualTo("ok");
    }
    String third = new JsonObject().put("id", id).put("reaction", "✅").encode();
    assertThat(ann.ask(topic, "message:react", third).response()).contains("too_many_reactions");
  }

  @Test
  void unreadRoomsPerAccountAreLimited() {
    PhoenixClient gil = rooms.guest("Gil");
    long id = register("Reader", "Zimmer");
    PhoenixClient owner = rooms.user(id);
    for (int i = 0; i < 3; i++) {
      String topic = newRoom();
      join(gil, topic);
      join(owner, topic);
      String message = "{\"body\":\"x\",\"client_id\":\"1\"}";
      JsonNode said = gil.ask(topic, "new_msg", message).payload().at("/response/message");
      owner.ask(topic, "message:read", "{\"id\":" + said.path("id") + "}");
    }

    owner.ask("users:" + id, "phx_join", "{\"unread\":true}");
    assertThat(owner.until("unread:state").payload().path("rooms")).hasSize(2);
  }

  @Test
  void roomNameLengthIsLimited() {
    PhoenixClient ann = rooms.user(2);

    assertThat(ann.ask("room:", "phx_join", "{}").response())
        .isEqualTo("{\"reason\":\"invalid room name\"}");
    assertThat(ann.ask("room:" + "x".repeat(101), "phx_join", "{}").status()).isEqualTo("error");
    assertThat(ann.ask("room:" + "x".repeat(100), "phx_join", "{}").status()).isEqualTo("ok");
  }

  @Test
  void lobbyHasNoHistory() {
    PhoenixClient gil = PhoenixClient.connect(vertx, rooms.port(), "user=Gil");
    assertThat(gil.join("room:lobby").status()).isEqualTo("ok");
    // The list is empty before the client is tracked.
    gil.until("presence_state");
    JsonNode state = gil.until("presence_state").payload();
    assertThat(state.at("/Gil/metas/0/online_at").asLong()).isPositive();

    gil.send("room:lobby", "message:new", "\" \"");
    gil.send("room:lobby", "message:new", "\"<i>hello</i>\"");

    JsonNode message = gil.until("message:new").payload();
    assertThat(message.path("user").asText()).isEqualTo("Gil");
    assertThat(message.path("body").asText()).isEqualTo("<i>hello</i>");
    assertThat(message.path("timestamp").asLong()).isPositive();
    assertThat(gil.ask("room:lobby", "message:new", "{\"body\":\"x\"}").status())
        .isEqualTo("error");
    gil.ask("room:lobby", "phx_leave", "{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "%00",
        "a%E2%80%8Bb",
        "a%E2%80%AEb",
        "a%0Ab",
        "nickname-that-is-longer-than-forty-characters"
      })
  void guestsNeedAName(String name) {
    assertThat(
            PhoenixClient.statusOfRefusal(
                () -> PhoenixClient.connect(vertx, rooms.port(), "nickname=" + name.strip())))
        .isEqualTo(403);
  }

  private static String newRoom() {
    return "room:" + UUID.randomUUID();
  }

  /** Joins and returns the history; the client is tracked afterwards. */
  private static JsonNode join(PhoenixClient client, String topic) {
    assertThat(client.join(topic).status()).isEqualTo("ok");
    return client.until("message_history").payload();
  }
}

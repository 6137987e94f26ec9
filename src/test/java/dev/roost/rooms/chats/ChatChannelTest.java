package dev.roost.rooms.chats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.PhoenixClient.Received;
import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
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

/** Chats with their own room. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ChatChannelTest {
  private static final String UNREAD = "{\"unread\":true}";

  @TempDir static Path data;
  private static Vertx vertx;
  private static RunningRooms rooms;

  @Parameter TestDatabase database;

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase database) {
    vertx = Vertx.vertx();
    rooms = RunningRooms.start(vertx, data, database, Map.of());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    vertx.close().await();
  }

  @Test
  void aMessageReachesTheOthersAsTheWholeChatAndItsSenderAsAReply() {
    String topic = newChat();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient bob = rooms.user(3);
    ann.join(topic);
    bob.join(topic);

    Received reply = ann.ask(topic, "message", "{\"content\":\"hi\",\"user_id\":3}");

    assertThat(reply.payload().at("/response/message/content").asText()).isEqualTo("hi");
    assertThat(reply.payload().at("/response/message/user").toString())
        .isEqualTo("{\"id\":2,\"first_name\":\"Ann\",\"last_name\":\"Archer\"}");
    JsonNode chat = bob.until("message").payload().path("chat");
    assertThat(chat.path("messages").findValuesAsText("content")).containsExactly("hi");
    assertThat(chat.path("room_name").asText()).startsWith("Room ");
    assertThat(chat.at("/messages/0/inserted_at").asText()).endsWith("Z");
    assertThat(ann.untilNow()).extracting(Received::event).doesNotContain("message");
    assertThat(rooms.user(1).join(topic).payload().at("/response/chat")).isEqualTo(chat);
  }

  @Test
  void nextBroadcastContainsTheSendersOwnMessage() {
    String topic = newChat();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient bob = rooms.user(3);
    ann.join(topic);
    bob.join(topic);

    ann.ask(topic, "message", "{\"content\":\"one\"}");
    bob.ask(topic, "message", "{\"content\":\"two\"}");

    assertThat(ann.until("message").payload().at("/chat/messages").findValuesAsText("content"))
        .containsExactly("one", "two");
  }

  @Test
  void membersAreThereWithWhatIsKnownOfThem() {
    String topic = newChat();
    PhoenixClient ann = rooms.user(2);
    ann.join(topic);

    JsonNode meta = ann.until("presence_state").payload().at("/2/metas/0");

    assertThat(meta.path("first_name").asText()).isEqualTo("Ann");
    assertThat(meta.path("email").asText()).isEqualTo("ann@email.com");
    assertThat(meta.path("user_id").asInt()).isEqualTo(2);
    assertThat(meta.path("typing").asBoolean(true)).isFalse();
  }

  @Test
  void typingEndsByItselfWithTheMessage() {
    String topic = newChat();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient bob = rooms.user(3);
    bob.join(topic);
    ann.join(topic);

    ann.send(topic, "typing", "{}");
    untilTyping(bob, true);
    ann.send(topic, "stop_typing", "{}");
    untilTyping(bob, false);
    ann.send(topic, "typing", "{}");
    untilTyping(bob, true);
    ann.send(topic, "message", "{\"content\":\"done\"}");
    untilTyping(bob, false);
  }

  private static void untilTyping(PhoenixClient client, boolean typing) {
    JsonNode meta;
    do {
      meta = client.until("presence_diff").payload().at("/joins/2/metas/0");
    } while (meta.isMissingNode() || meta.path("typing").asBoolean() != typing);
  }

  @Test
  void saysNothingOfBlankMessages() {
    String topic = newChat();
    PhoenixClient ann = rooms.user(2);
    ann.join(topic);

    assertThat(ann.ask(topic, "message", "{\"content\":\" \\n\"}").response()).isEqualTo("{}");
    assertThat(rooms.user(3).join(topic).payload().at("/response/chat/messages")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"content\":1}", "{\"content\":\"\\u0000\"}"})
  void refusesWhatIsNoMessage(String payload) {
    String topic = newChat();
    PhoenixClient ann = rooms.user(2);
    ann.join(topic);

    assertThat(ann.ask(topic, "message", payload).response())
        .isEqualTo("{\"error\":\"Error creating message\"}");
  }

  @Test
  void theLengthOfAMessageIsItsNumberOfCodePoints() {
    String topic = newChat();
    PhoenixClient ann = rooms.user(2);
    ann.join(topic);

    assertThat(ann.ask(topic, "message", content("\uD83E\uDD89".repeat(4_000))).status())
        .isEqualTo("ok");
    assertThat(ann.ask(topic, "message", content("\uD83E\uDD89".repeat(4_001))).response())
        .isEqualTo(
            "{\"reason\":\"message_too_long\",\"error\":\"The message has 4001 characters, 4000 are"
                + " allowed\",\"max\":4000}");
  }

  @Test
  void aMessageThatIsSentAgainIsStoredOnce() {
    String topic = newChat();
    PhoenixClient ann = rooms.user(2);
    ann.join(topic);
    String message = "{\"content\":\"once\",\"client_id\":\"" + UUID.randomUUID() + "\"}";

    JsonNode first = ann.ask(topic, "message", message).payload().at("/response/message");
    JsonNode second = ann.ask(topic, "message", message).payload().at("/response/message");

    assertThat(second).isEqualTo(first);
    assertThat(rooms.user(3).join(topic).payload().at("/response/chat/messages")).hasSize(1);
  }

  @Test
  void olderMessagesComeInPages() {
    String topic = newChat();
    PhoenixClient ann = rooms.user(2);
    ann.join(topic);
    long last = 0;
    for (String text : List.of("a", "b", "c", "d")) {
      last = say(ann, topic, text);
    }

    JsonNode latest = list(ann, topic, last, 2);
    assertThat(latest.path("messages").findValuesAsText("content")).containsExactly("b", "c");
    assertThat(latest.path("more").asBoolean()).isTrue();
    JsonNode first = list(ann, topic, latest.at("/messages/0/id").asLong(), 2);
    assertThat(first.path("messages").findValuesAsText("content")).containsExactly("a");
    assertThat(first.path("more").asBoolean(true)).isFalse();
    assertThat(ann.ask(topic, "message:list", "{\"before\":1,\"limit\":101}").status())
        .isEqualTo("error");
  }

  private static JsonNode list(PhoenixClient client, String topic, long before, int limit) {
    String page = new JsonObject().put("before", before).put("limit", limit).encode();
    return client.ask(topic, "message:list", page).payload().path("response");
  }

  private static long say(PhoenixClient client, String topic, String text) {
    return client
        .ask(topic, "message", content(text))
        .payload()
        .at("/response/message/id")
        .asLong();
  }

  @Test
  void authorsEditTheirOwnMessagesAndEverybodySeesIt() {
    String topic = newChat();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient bob = rooms.user(3);
    ann.join(topic);
    bob.join(topic);
    long id = say(ann, topic, "teh");
    String edit = new JsonObject().put("id", id).put("content", "the").encode();

    assertThat(bob.ask(topic, "message:edit", edit).response()).contains("unknown_message");
    assertThat(ann.ask(topic, "message:edit", edit).status()).isEqualTo("ok");

    JsonNode changed = bob.until("message:changed").payload().path("message");
    assertThat(changed.path("content").asText()).isEqualTo("the");
    assertThat(changed.path("edited_at").asText()).endsWith("Z");
    JsonNode stored = rooms.user(1).join(topic).payload().at("/response/chat/messages/0");
    assertThat(stored).isEqualTo(changed);
    say(ann, topic, "next");
    JsonNode whole = bob.until("message").payload().path("chat");
    while (whole.path("messages").size() < 2) {
      whole = bob.until("message").payload().path("chat");
    }
    assertThat(whole.path("messages").findValuesAsText("content")).containsExactly("the", "next");
  }

  @Test
  void accountsReactOnceEachAndTakeItBack() {
    String topic = newChat();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient bob = rooms.user(3);
    ann.join(topic);
    bob.join(topic);
    long id = say(ann, topic, "done");

    for (PhoenixClient client : List.of(bob, ann, bob)) {
      assertThat(react(client, topic, id, "🎉", true).status()).isEqualTo("ok");
    }
    JsonNode reactions =
        react(ann, topic, id, "👀", true).payload().at("/response/message/reactions");
    assertThat(reactions.toString()).isEqualTo("{\"🎉\":[2,3],\"👀\":[2]}");
    react(ann, topic, id, "🎉", false);
    react(bob, topic, id, "🎉", false);

    JsonNode stored = rooms.user(1).join(topic).payload().at("/response/chat/messages/0");
    assertThat(stored.path("reactions").toString()).isEqualTo("{\"👀\":[2]}");
    assertThat(react(ann, topic, id, "🤷", true).response()).contains("unknown_reaction");
    assertThat(react(ann, topic, id + 1_000, "🎉", true).response()).contains("unknown_message");
  }

  private static Received react(
      PhoenixClient client, String topic, long id, String reaction, boolean on) {
    return client.ask(
        topic,
        "message:react",
        new JsonObject().put("id", id).put("reaction", reaction).put("on", on).encode());
  }

  @Test
  void unreadMessagesAreCountedOnAllDevices() {
    String topic = newChat();
    PhoenixClient bob = rooms.user(3);
    bob.join(topic);
    PhoenixClient ann = rooms.user(2);
    PhoenixClient other = rooms.user(2);
    for (PhoenixClient device : List.of(ann, other)) {
      device.ask("users:2", "phx_join", UNREAD);
      device.until("unread:state");
    }
    ann.join(topic);
    long first = say(bob, topic, "one");

    assertThat(ann.ask(topic, "message:read", "{\"id\":" + first + "}").status()).isEqualTo("ok");
    assertThat(unread(other, topic).path("unread").asInt()).isZero();
    long second = say(bob, topic, "two, @ann!");

    JsonNode told = other.until("unread:message").payload();
    while (!told.path("topic").asText().equals(topic)) {
      told = other.until("unread:message").payload();
    }
    assertThat(told.path("id").asLong()).isEqualTo(second);
    assertThat(told.path("author").asText()).isEqualTo("Bob");
    assertThat(told.path("mentions_you").asBoolean()).isTrue();
    say(ann, topic, "what one writes oneself is read");
    PhoenixClient later = rooms.user(2);
    later.ask("users:2", "phx_join", UNREAD);
    JsonNode state = later.until("unread:state").payload().path("rooms");
    assertThat(state)
        .anySatisfy(
            room -> {
              assertThat(room.path("topic").asText()).isEqualTo(topic);
              assertThat(room.path("name").asText()).startsWith("Room ");
              assertThat(room.path("unread").asInt()).isEqualTo(1);
              assertThat(room.path("last").asLong()).isGreaterThan(second);
            });
    // An earlier message changes nothing.
    later.join(topic);
    later.ask(topic, "message:read", "{\"id\":" + second + "}");
    later.ask(topic, "message:read", "{\"id\":" + first + "}");
    assertThat(unread(other, topic).path("unread").asInt()).isZero();
  }

  private static JsonNode unread(PhoenixClient client, String topic) {
    JsonNode room = client.until("unread:read").payload();
    while (!room.path("topic").asText().equals(topic)) {
      room = client.until("unread:read").payload();
    }
    return room;
  }

  private static String content(String text) {
    return new JsonObject().put("content", text).encode();
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat:1", "chat:9999", "chat:x", "chat:"})
  void refusesUnknownChatsAndThoseOfChallenges(String topic) {
    assertThat(rooms.user(2).join(topic).response()).isEqualTo("{\"reason\":\"unknown chat\"}");
  }

  @Test
  void guestsMayNotJoin() {
    assertThat(rooms.guest("Gil").join("chat:5").response())
        .isEqualTo("{\"reason\":\"forbidden\"}");
  }

  private static String newChat() {
    String body = "{\"chat\":{\"room_name\":\"Room " + UUID.randomUUID() + "\"}}";
    String added = rooms.http("POST", "/api/v1/chats", RunningRooms.token(1), body).body();
    return "chat:" + new JsonObject(added).getJsonObject("chat").getLong("id");
  }
}

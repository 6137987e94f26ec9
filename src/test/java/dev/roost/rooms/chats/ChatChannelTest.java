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

/** Chats that have a room of their own. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ChatChannelTest {
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
  void whoHasSpokenHearsTheNextWithTheirOwn() {
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

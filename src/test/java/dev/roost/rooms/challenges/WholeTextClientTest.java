package dev.roost.rooms.challenges;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.rooms.LogCapture;
import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.PhoenixClient.Received;
import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the original application, which send and receive the whole text. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class WholeTextClientTest {
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
                "ROOST_ROOMS_MAX_RESPONSE_BYTES",
                "100",
                "ROOST_ROOMS_MAX_MESSAGE_CHARACTERS",
                "64",
                "ROOST_ROOMS_MAX_CHAT_MESSAGES",
                "3"));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    vertx.close().await();
  }

  @Test
  void joinGivesTheChallengeAndTellsTheRoom() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);

    Received joined = ann.join(topic);

    assertThat(joined.status()).isEqualTo("ok");
    JsonNode challenge = joined.payload().at("/response/challenge");
    assertThat(challenge.path("title").asText()).isEqualTo("Title");
    assertThat(challenge.path("prompt").asText()).isEqualTo("Prompt");
    assertThat(challenge.path("response").asText()).isEmpty();
    assertThat(challenge.path("language").asText()).isEqualTo("ruby");
    assertThat(challenge.at("/chat/challenge_id")).isEqualTo(challenge.path("id"));
    assertThat(challenge.at("/chat/messages")).isEmpty();
    assertThat(ann.until("user:joined").json())
        .isEqualTo("{\"challenge_state\":{\"language\":\"ruby\"}}");

    rooms.user(3).join(topic);

    ann.until("user:joined");
  }

  @Test
  void joiningClientIsPresentBeforeTheStateIsPushed() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    ann.join(topic);

    JsonNode meta = ann.until("presence_state").payload().at("/2/metas/0");

    assertThat(meta.path("first_name").asText()).isEqualTo("Ann");
    assertThat(meta.path("user_id").asInt()).isEqualTo(2);
    assertThat(meta.path("typing").asBoolean(true)).isFalse();
    assertThat(meta.path("color").asText()).matches("#[0-9a-f]{6}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8888", "01", "+1", "-1", "0", "x", "", "1 ", "99999999999999999999"})
  void refusesUnknownChallenges(String id) {
    Received refused = rooms.user(2).join("challenges:" + id);

    assertThat(refused.status()).isEqualTo("error");
    assertThat(refused.response()).isEqualTo("{\"reason\":\"unknown challenge\"}");
  }

  @Test
  void guestsMayNotJoin() {
    assertThat(rooms.guest("Gil").join(rooms.newChallenge()).response())
        .isEqualTo("{\"reason\":\"forbidden\"}");
  }

  @Test
  void anUpdateReachesAllAndIsKept() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = joined(topic, 2);
    PhoenixClient bob = joined(topic, 3);

    ann.send(topic, "response:update", "{\"response\":\"puts 1\\n\",\"user_id\":3}");

    for (PhoenixClient each : List.of(ann, bob)) {
      Received updated = each.until("response:updated");
      assertThat(response(updated)).isEqualTo("puts 1\n");
      assertThat(updated.payload().at("/challenge/chat/messages").isArray()).isTrue();
    }
    assertThat(ann.untilNow()).extracting(Received::event).doesNotContain("phx_reply");
    assertThat(rooms.user(2).join(topic).response()).contains("\"puts 1\\n\"");
  }

  @Test
  void typingLastsUntilTheClientEndsIt() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = joined(topic, 2);

    ann.send(topic, "response:update", "{\"response\":\"x\"}");
    while (!ann.until("presence_diff").payload().at("/joins/2/metas/0/typing").asBoolean()) {
      // The diff of the join may arrive first.
    }
    ann.send(topic, "current_participant_typing:remove", "{}");

    assertThat(ann.until("presence_state").payload().at("/2/metas/0/typing").asBoolean(true))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"response\":null}",
        "{\"response\":1}",
        "{\"response\":[\"x\"]}",
        "\"text\"",
        "null",
        "[]",
        "{\"response\":\"\\ud83d\"}",
        "{\"response\":\"\\u0000\"}",
      })
  void refusesWhatIsNoResponse(String payload) {
    String topic = rooms.newChallenge();
    PhoenixClient ann = joined(topic, 2);

    Received reply = ann.ask(topic, "response:update", payload);

    assertThat(reply.status()).isEqualTo("error");
    assertThat(reply.response()).isEqualTo("{\"error\":\"Error updating challenge\"}");
  }

  @ParameterizedTest
  @CsvSource({"x,100,true", "x,101,false", "é,50,true", "é,51,false"})
  void boundsTheResponseInBytes(String character, int times, boolean fits) {
    String topic = rooms.newChallenge();
    PhoenixClient ann = joined(topic, 2);

    ann.send(topic, "response:update", "{\"response\":\"" + character.repeat(times) + "\"}");

    if (fits) {
      assertThat(response(ann.until("response:updated"))).hasSize(times);
    } else {
      assertThat(ann.until("phx_reply").status()).isEqualTo("error");
    }
  }

  @Test
  void allClientsReceiveAllUpdatesInOneOrder() {
    String topic = rooms.newChallenge();
    List<PhoenixClient> clients =
        IntStream.range(0, 4).mapToObj(i -> joined(topic, 2 + i % 2)).toList();

    for (int i = 0; i < 25; i++) {
      for (int c = 0; c < clients.size(); c++) {
        clients.get(c).send(topic, "response:update", "{\"response\":\"" + c + "-" + i + "\"}");
      }
    }

    List<List<String>> seen =
        clients.stream()
            .map(
                client ->
                    IntStream.range(0, 25 * clients.size())
                        .mapToObj(i -> response(client.until("response:updated")))
                        .toList())
            .toList();
    assertThat(seen).allMatch(each -> each.equals(seen.get(0)));
    for (int c = 0; c < clients.size(); c++) {
      String own = c + "-";
      assertThat(seen.get(0).stream().filter(text -> text.startsWith(own)))
          .isEqualTo(IntStream.range(0, 25).mapToObj(i -> own + i).toList());
    }
    String last = seen.get(0).get(seen.get(0).size() - 1);
    assertThat(rooms.user(2).join(topic).response()).contains("\"" + last + "\"");
  }

  @Test
  void languageReachesAllClientsAndLaterOnes() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = joined(topic, 2);
    PhoenixClient bob = joined(topic, 3);

    ann.send(topic, "language:update", "{\"response\":\"erlang\"}");

    for (PhoenixClient each : List.of(ann, bob)) {
      assertThat(each.until("language:updated").json()).isEqualTo("{\"language\":\"erlang\"}");
    }
    PhoenixClient late = rooms.user(2);
    late.join(topic);
    assertThat(late.until("user:joined").json())
        .isEqualTo("{\"challenge_state\":{\"language\":\"erlang\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"response\":\"cobol\"}", "{\"response\":\"RUBY\"}", "{}", "[]"})
  void refusesWhatIsNoLanguage(String payload) {
    String topic = rooms.newChallenge();

    assertThat(joined(topic, 2).ask(topic, "language:update", payload).response())
        .isEqualTo("{\"error\":\"Error updating language\"}");
  }

  @Test
  void aMessageReachesAllWithItsAuthorButNotTheirAddress() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = joined(topic, 2);
    PhoenixClient bob = joined(topic, 3);

    bob.send(topic, "chat:create_message", "{\"message\":\"<b>hi</b>\",\"user_id\":1}");

    for (PhoenixClient each : List.of(ann, bob)) {
      JsonNode message =
          each.until("chat:message_created").payload().at("/challenge/chat/messages/0");
      assertThat(message.path("content").asText()).isEqualTo("<b>hi</b>");
      assertThat(message.path("user").toString())
          .isEqualTo("{\"id\":3,\"first_name\":\"Bob\",\"last_name\":\"Baker\"}");
    }
    assertThat(bob.untilNow()).extracting(Received::event).doesNotContain("phx_reply");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"\"}",
        "{\"message\":\" \\n\\t\"}",
        "{\"message\":{}}",
        "{\"message\":\"\\u0000\"}",
        "{}",
        "7",
      })
  void refusesWhatIsNoMessage(String payload) {
    String topic = rooms.newChallenge();

    assertThat(joined(topic, 2).ask(topic, "chat:create_message", payload).response())
        .startsWith("{\"error\":\"Error creating message for chat ");
  }

  @Test
  void messagesThatAreNamedAreConfirmedAndStoredOnceAndMayBeEdited() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = joined(topic, 2);
    PhoenixClient bob = joined(topic, 3);
    String message = "{\"message\":\"once\",\"client_id\":\"" + UUID.randomUUID() + "\"}";

    JsonNode first =
        ann.ask(topic, "chat:create_message", message).payload().at("/response/message");
    assertThat(ann.ask(topic, "chat:create_message", message).payload().at("/response/message"))
        .isEqualTo(first);
    String edit = "{\"id\":" + first.path("id") + ",\"content\":\"edited\"}";
    assertThat(ann.ask(topic, "message:edit", edit).status()).isEqualTo("ok");
    assertThat(bob.until("message:changed").payload().at("/message/content").asText())
        .isEqualTo("edited");
    ann.send(topic, "chat:create_message", "{\"message\":\"next\"}");
    JsonNode challenge;
    do {
      challenge = bob.until("chat:message_created").payload().path("challenge");
    } while (challenge.at("/chat/messages").size() < 2);
    assertThat(challenge.at("/chat/messages").findValuesAsText("content"))
        .containsExactly("edited", "next");
  }

  @Test
  void refusesMessagesThatAreTooLong() {
    String message = "{\"message\":\"" + "x".repeat(65) + "\"}";
    String topic = rooms.newChallenge();

    assertThat(joined(topic, 2).ask(topic, "chat:create_message", message).response())
        .contains("\"message_too_long\"");
  }

  @Test
  void showsTheLatestMessagesAsTheyWereWritten() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = joined(topic, 2);
    // Some drivers parse such a text as an id; it must stay text.
    List<String> said = List.of("m1", "m2", "m3", "550E8400-E29B-41D4-A716-446655440000", "😀");

    said.forEach(text -> ann.send(topic, "chat:create_message", "{\"message\":\"" + text + "\"}"));

    Received last = ann.until("chat:message_created");
    for (int i = 1; i < said.size(); i++) {
      last = ann.until("chat:message_created");
    }
    assertThat(last.payload().at("/challenge/chat/messages").findValuesAsText("content"))
        .isEqualTo(said.subList(2, 5));
    assertThat(
            rooms
                .user(3)
                .join(topic)
                .payload()
                .at("/response/challenge/chat/messages")
                .findValuesAsText("content"))
        .isEqualTo(said.subList(2, 5));
  }

  @Test
  void crashesOnUnknownEventsAndThoseOfEditors() {
    for (String event : List.of("response:delete", "document:push")) {
      String topic = rooms.newChallenge();
      PhoenixClient ann = joined(topic, 2);
      try (LogCapture log = new LogCapture()) {
        ann.send(topic, event, "{}");

        ann.until("phx_error");
        assertThat(log.lines()).hasSize(1);
      }
    }
  }

  private static PhoenixClient joined(String topic, long user) {
    PhoenixClient client = rooms.user(user);
    assertThat(client.join(topic).status()).isEqualTo("ok");
    client.until("user:joined");
    return client;
  }

  private static String response(Received message) {
    return message.payload().at("/challenge/response").asText();
  }
}

package dev.roost.rooms.talk;

import static dev.roost.testing.PayloadMatch.containing;
import static dev.roost.testing.PayloadMatch.exactly;
import static dev.roost.testing.PayloadMatch.satisfying;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.users.Guest;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lobby, without a network. */
class LobbyChannelTest {
  private static final int MAX_MESSAGE_CHARACTERS = 20;
  private static final RoomLimits LIMITS =
      new RoomLimits(
          1_000, MAX_MESSAGE_CHARACTERS, 10, 10, 10, 10, 10, 10, 10, 1, 10, 10, 10, 10, 10, 10, 10);

  private final TestEndpoint endpoint = TestEndpoint.create().timeout(Duration.ofSeconds(20));

  @BeforeEach
  void describe() {
    Presence presence = endpoint.endpoint().presence(new PresenceOptions());
    endpoint.socket(
        "/socket",
        s ->
            s.connect(LobbyChannelTest::guest)
                .channel(
                    LobbyChannel.TOPIC,
                    () -> new LobbyChannel(presence, LIMITS, Budgets.unlimited())));
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  private static Future<ConnectResult> guest(ConnectRequest request) {
    String name = request.params().get("name");
    ConnectResult accepted = ConnectResult.accept();
    return (name == null ? accepted : accepted.assign("user", new Guest(name))).now();
  }

  private TestChannel enter(String name) {
    TestChannel lobby = endpoint.connect(Map.of("name", name)).join(LobbyChannel.TOPIC);
    lobby.assertPush("presence_state");
    return lobby;
  }

  @Test
  void joinWithoutANameIsRefused() {
    endpoint
        .connect()
        .joining(LobbyChannel.TOPIC, Map.of())
        .assertReply("error", exactly(Map.of("reason", "forbidden")));
  }

  @Test
  void presenceIsSentToAll() {
    TestChannel ann = enter("Ann");

    enter("Bob");

    ann.assertPush(
        "presence_diff", containing(Map.of("joins", Map.of("Bob", Map.of()), "leaves", Map.of())));
  }

  @Test
  void messageIsBroadcastToAll() {
    TestChannel ann = enter("Ann");
    TestChannel bob = enter("Bob");

    ann.push("message:new", "hi").refuteReply();

    ann.assertBroadcast("message:new", containing(Map.of("user", "Ann", "body", "hi")));
    bob.assertPush(
        "message:new", satisfying("a time", said -> said.json().path("timestamp").asLong() > 0));
  }

  @Test
  void messagesHaveTheFieldsOfBothApplications() {
    TestChannel ann = enter("Ann");
    TestChannel bob = enter("Bob");

    ann.push("new_msg", Map.of("body", "hi"));
    bob.assertPush("message:new", containing(Map.of("user", "Ann", "body", "hi")));
    bob.assertPush("new_msg", containing(Map.of("author", "Ann", "body", "hi")));

    ann.push("message:new", "ho");
    bob.assertPush("message:new", containing(Map.of("user", "Ann", "body", "ho")));
    bob.assertPush(
        "new_msg",
        containing(Map.of("body", "ho", "message", Map.of("room", "lobby", "content", "ho"))));
  }

  @Test
  void statusAndTypingAreInTheMeta() {
    TestChannel ann = enter("Ann");

    ann.push("new_status", Map.of("status", "busy"));
    ann.push("typing", Map.of());

    ann.assertPush(
        "presence_diff",
        satisfying(
            "busy and typing",
            diff -> {
              var meta = diff.json().at("/joins/Ann/metas/0");
              return meta.path("status").asText().equals("busy")
                  && meta.path("typing").asBoolean()
                  && meta.path("online_at").asLong() > 0;
            }));
    ann.push("new_status", Map.of("status", "asleep")).assertReply("error");
  }

  @Test
  void silentClientIsAwayUntilItsNextHeartbeat() {
    TestChannel ann = enter("Ann");

    ann.push("alive", Map.of());

    ann.assertPush("presence_diff", satisfying("away", diff -> isAway(diff.json())));
    ann.push("alive", Map.of());
    ann.assertPush(
        "presence_diff",
        satisfying(
            "there again",
            diff ->
                diff.json().at("/joins/Ann/metas/0").path("away").isMissingNode()
                    && diff.json().at("/leaves/Ann/metas/0/away").asBoolean()));
  }

  private static boolean isAway(JsonNode diff) {
    return diff.at("/joins/Ann/metas/0/away").asBoolean();
  }

  @Test
  void presenceListIsSentBeforeAndAfterTracking() {
    TestChannel ann = endpoint.connect(Map.of("name", "Ann")).join(LobbyChannel.TOPIC);

    ann.assertPush("presence_state", exactly(Map.of()));
    ann.assertPush("message_history", exactly(Map.of("messages", List.of())));
    ann.assertPush("presence_state", containing(Map.of("Ann", Map.of())));
  }

  @Test
  void invalidMessagesAreNotBroadcast() {
    TestChannel ann = enter("Ann");

    ann.push("message:new", "x".repeat(MAX_MESSAGE_CHARACTERS + 1)).assertReply("error");
    ann.push("message:new", Map.of("body", "hi")).assertReply("error");
    ann.push("message:new", new byte[1]).assertReply("error");
    ann.push("message:new", " ").refuteReply();

    ann.refuteBroadcast("message:new");
  }
}

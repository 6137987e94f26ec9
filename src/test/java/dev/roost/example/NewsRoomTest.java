package dev.roost.example;

import static dev.roost.testing.PayloadMatch.exactly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.ConnectResult;
import dev.roost.example.NewsRoom.RoomChannel;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import dev.roost.testing.TestSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A channel that uses other topics, as in the documentation. */
@Timeout(60)
class NewsRoomTest {
  private final TestEndpoint endpoint = TestEndpoint.create().timeout(Duration.ofSeconds(20));
  private final Presence presence = endpoint.endpoint().presence(new PresenceOptions());

  @BeforeEach
  void addSocket() {
    endpoint.socket(
        "/socket",
        s ->
            s.connect(
                    request ->
                        ConnectResult.accept().assign("user", request.params().get("user")).now())
                .presence(presence)
                .channel("room:*", RoomChannel::new));
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void clientReceivesForwardedBroadcasts() {
    TestSocket ann = endpoint.connect(Map.of("user", "ann"));
    TestChannel room = ann.join("room:1");
    room.assertPush("presence_state");

    endpoint.endpoint().broadcast("announcements", "maintenance", Map.of("at", "noon"));
    ann.assertMessage("announcements", "maintenance", exactly(Map.of("at", "noon")));
    endpoint.endpoint().broadcast("user:ann", "paid", Map.of("amount", 5));
    room.assertPush("notice", exactly(Map.of("amount", 5)));
    endpoint.endpoint().broadcast("user:bob", "paid", Map.of("amount", 6));
    room.refutePush("notice");
    ann.refuteMessage("user:ann", "paid");
    assertThat(presence.getByKey("room:1", "ann")).hasSize(1);
  }

  @Test
  void channelSubscribesAndBroadcastsToOtherTopics() {
    TestChannel room = endpoint.subscribe("archive").connect(Map.of("user", "ann")).join("room:1");

    room.push("new_msg", Map.of("text", "hi")).assertReply("ok");
    endpoint.assertBroadcast("archive", "new_msg", exactly(Map.of("text", "hi")));
    endpoint.endpoint().broadcast("moderation", "close", Map.of());
    room.push("new_msg", Map.of("text", "too late"))
        .assertReply("error", exactly(Map.of("reason", "closed")));
  }
}

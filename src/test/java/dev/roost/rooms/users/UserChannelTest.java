package dev.roost.rooms.users;

import static dev.roost.testing.PayloadMatch.exactly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.ConnectResult;
import dev.roost.rooms.unread.Mentions;
import dev.roost.rooms.unread.UnreadRooms;
import dev.roost.testing.TestEndpoint;
import dev.roost.testing.TestSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The channel of each user, without a network. */
class UserChannelTest {
  private final TestEndpoint endpoint = TestEndpoint.create().timeout(Duration.ofSeconds(20));

  @AfterEach
  void close() {
    endpoint.close();
  }

  private TestSocket connect(Object user) {
    return endpoint
        .socket(
            "/socket",
            s ->
                s.connect(request -> ConnectResult.accept().assign("user", user).now())
                    .channel("users:*", () -> new UserChannel(UnreadRooms.NONE, 10)))
        .connect();
  }

  @Test
  void userJoinsTheOwnTopic() {
    connect(new User(7, "Ann", "Archer", "ann@example.com")).join("users:7");
  }

  @Test
  void foreignTopicIsRefused() {
    TestSocket ann = connect(new User(7, "Ann", "Archer", "ann@example.com"));

    for (String topic : new String[] {"users:8", "users:", "users:07"}) {
      ann.joining(topic, Map.of()).assertReply("error", exactly(Map.of("reason", "forbidden")));
    }
  }

  @Test
  void mentionsAreWholeFirstNamesInAnyCase() {
    for (String message : new String[] {"@Ann", "hi @ann!", "(@ANN)", "@Anna and @Ann"}) {
      assertThat(Mentions.contains(message, "Ann")).as(message).isTrue();
    }
    for (String message : new String[] {"Ann", "@Anna", "me@ann.example", "@ Ann"}) {
      assertThat(Mentions.contains(message, "Ann")).as(message).isFalse();
    }
  }

  @Test
  void guestsHaveNoUserTopic() {
    connect(new Guest("7")).joining("users:7", Map.of()).assertReply("error");
  }
}

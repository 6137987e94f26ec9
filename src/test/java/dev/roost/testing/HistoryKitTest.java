package dev.roost.testing;

import static dev.roost.testing.PayloadMatch.containing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.ConnectHandler;
import dev.roost.pubsub.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The test kit with topics that have a history. */
class HistoryKitTest {
  private final TestEndpoint endpoint =
      TestEndpoint.of(
              s ->
                  s.connect(ConnectHandler.acceptAll())
                      .channel(
                          "kit:*",
                          () -> new KitChannel(new ArrayList<>()),
                          History.of(2, Duration.ofMinutes(1))))
          .timeout(Duration.ofSeconds(20));

  @AfterEach
  void close() {
    endpoint.close();
  }

  private static Map<String, Object> since(String id) {
    return Map.of("since", id);
  }

  @Test
  void rejoinReceivesMissedBroadcasts() {
    TestSocket first = endpoint.connect();
    String id = first.join("kit:a").assertPush("history_position").json().path(History.ID).asText();
    first.close();
    endpoint.broadcastFrom("kit:a", "said", Map.of("n", 1));

    TestChannel again = endpoint.connect().join("kit:a", since(id));
    again.assertPush("said", containing(Map.of("n", 1)));
    again.refutePush("said");
    again.refutePush("history_gap");

    endpoint.broadcastFrom("kit:a", "said", Map.of("n", 2));
    endpoint.broadcastFrom("kit:a", "said", Map.of("n", 3));
    TestChannel late = endpoint.connect().join("kit:a", since(id));
    assertThat(late.assertPush("history_gap", containing(Map.of("reason", "expired"))).json())
        .hasSize(2);
    late.refutePush("said");
  }
}

package dev.roost.example;

import static dev.roost.testing.PayloadMatch.exactly;

import dev.roost.channel.ConnectResult;
import dev.roost.example.ModeratedRoom.RoomChannel;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Wrapped handlers, as in the documentation. */
@Timeout(60)
class ModeratedRoomTest {
  private final TestEndpoint endpoint =
      TestEndpoint.of(
              s ->
                  s.connect(
                          request ->
                              ConnectResult.accept()
                                  .assign("admin", request.params().values().containsKey("admin"))
                                  .now())
                      .channel("room:*", RoomChannel::new))
          .timeout(Duration.ofSeconds(20));

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void onlyAdminsMayKick() {
    TestChannel admin = endpoint.connect(Map.of("admin", "yes")).join("room:1");
    TestChannel guest = endpoint.connect().join("room:1");

    guest
        .push("kick", Map.of("user", "bob"))
        .assertReply("error", exactly(Map.of("reason", "not allowed")));
    guest.refutePush("kicked");
    admin.push("kick", Map.of("user", "bob")).assertReply("ok");
    guest.assertPush("kicked", exactly(Map.of("user", "bob")));
  }

  @Test
  void messagesWithinTheRateAreBroadcast() {
    TestChannel ann = endpoint.connect().join("room:1");

    ann.push("new_msg", Map.of("text", "hi")).assertReply("ok");
    ann.assertPush("new_msg", exactly(Map.of("text", "hi")));
    ann.push("new_msg", Map.of())
        .assertReply(
            "error",
            exactly(Map.of("reason", "invalid payload", "errors", Map.of("text", "is missing"))));
  }
}

package dev.roost.example;

import static dev.roost.testing.PayloadMatch.exactly;

import dev.roost.channel.ConnectHandler;
import dev.roost.example.ChatServer.RoomChannel;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A test of the chat server, as in the documentation. */
class ChatServerTest {
  @Test
  void messageIsBroadcastToAll() {
    try (TestEndpoint endpoint =
        TestEndpoint.of(
            s -> s.connect(ConnectHandler.acceptAll()).channel("room:*", RoomChannel::new))) {
      TestChannel ann = endpoint.connect().join("room:lobby");
      TestChannel bob = endpoint.connect().join("room:lobby");

      ann.push("ping").assertReply("ok", exactly("pong"));
      ann.push("new_msg", Map.of("text", "hello"));
      bob.assertPush("new_msg", exactly(Map.of("text", "hello")));
      bob.refutePush("new_msg");
    }
  }

  @Test
  void unknownEventCrashesTheChannel() {
    try (TestEndpoint endpoint =
        TestEndpoint.of(
            s -> s.connect(ConnectHandler.acceptAll()).channel("room:*", RoomChannel::new))) {
      TestChannel room = endpoint.connect().join("room:lobby");

      room.push("no such event").refuteReply();

      room.assertCrashed();
    }
  }
}

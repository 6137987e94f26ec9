package chat;

import static dev.roost.testing.PayloadMatch.containing;
import static dev.roost.testing.PayloadMatch.exactly;

import dev.roost.EndpointOptions;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The channel, without a network: the test kit is the client. */
class RoomChannelTest {
  private final TestEndpoint endpoint =
      TestEndpoint.of(new EndpointOptions(), ChatServer::mountSocket);

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void everyoneInTheRoomGetsTheMessage() {
    TestChannel ann = join("ann", "room:lobby");
    TestChannel bob = join("bob", "room:lobby");
    TestChannel eve = join("eve", "room:other");

    ann.push("new_msg", Map.of("text", "hello")).assertReply("ok");

    bob.assertPush("new_msg", exactly(Map.of("from", "ann", "text", "hello")));
    eve.refutePush("new_msg");
  }

  @Test
  void aMessageWithoutTextIsRefused() {
    TestChannel ann = join("ann", "room:lobby");

    ann.push("new_msg", Map.of())
        .assertReply("error", containing(Map.of("errors", Map.of("text", "is missing"))));
  }

  @Test
  void theRoomSeesWhoComes() {
    TestChannel ann = join("ann", "room:lobby");

    join("bob", "room:lobby");

    ann.assertPush("presence_diff", containing(Map.of("joins", Map.of("bob", Map.of()))));
  }

  @Test
  void namelessClientsAreRefused() {
    endpoint.connecting().refused();
  }

  private TestChannel join(String name, String topic) {
    return endpoint.connect(Map.of("name", name)).join(topic);
  }
}

package dev.roost.rooms.talk;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.Endpoint;
import dev.roost.rooms.lanes.Lanes;
import io.vertx.core.Future;
import java.util.List;

/** Stores what is said in rooms, and tells everybody there in one order. Safe for any thread. */
public final class TalkRooms {
  /** A room's topic is this and its name. */
  public static final String TOPIC_PREFIX = "room:";

  private final Endpoint endpoint;
  private final Lanes lanes;
  private final RoomMessages messages;

  /** A message in the shapes of both versions of the original application. */
  private record NewMessage(
      RoomMessage message, String body, String author, @JsonProperty("sent_at") String sentAt) {
    static NewMessage of(RoomMessage message) {
      // 2026-01-31T12:34:56.789Z
      return new NewMessage(
          message, message.content(), message.author(), message.insertedAt().substring(11, 16));
    }
  }

  /** All rooms, whose messages are kept there. */
  public TalkRooms(Endpoint endpoint, Lanes lanes, RoomMessages messages) {
    this.endpoint = endpoint;
    this.lanes = lanes;
    this.messages = messages;
  }

  Future<List<RoomMessage>> latest(String room) {
    return messages.latest(room);
  }

  Future<RoomMessage> say(String room, String author, Speaker speaker, String content) {
    String topic = TOPIC_PREFIX + room;
    return lanes
        .of(topic)
        .inTurn(
            topic,
            () -> messages.add(room, author, speaker, content),
            message -> endpoint.broadcast(topic, "new_msg", NewMessage.of(message)));
  }
}

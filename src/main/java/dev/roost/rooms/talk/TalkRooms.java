package dev.roost.rooms.talk;

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

package dev.roost.rooms.talk;

import dev.roost.Endpoint;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.lanes.Lanes;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Pays for a room that is about to get its first message. Called from any thread. */
  interface Opening {
    void pay() throws BudgetSpentException;
  }

  /**
   * Stores a message and sends it to the room.
   *
   * @param opening pays if the room has no message; null if it is known to have one
   * @return fails with a {@link BudgetSpentException} if the room is new and nobody pays for it
   */
  Future<RoomMessage> say(
      String room, String author, Speaker speaker, String content, @Nullable Opening opening) {
    String topic = TOPIC_PREFIX + room;
    return lanes
        .of(topic)
        .inTurn(
            topic,
            () -> open(room, opening).compose(paid -> messages.add(room, author, speaker, content)),
            message -> endpoint.broadcast(topic, "new_msg", NewMessage.of(message)));
  }

  private Future<?> open(String room, @Nullable Opening opening) {
    return opening == null
        ? Future.succeededFuture()
        : messages
            .isEmpty(room)
            .compose(isEmpty -> isEmpty ? pay(opening) : Future.succeededFuture());
  }

  private static Future<Void> pay(Opening opening) {
    try {
      opening.pay();
      return Future.succeededFuture();
    } catch (BudgetSpentException spent) {
      return Future.failedFuture(spent);
    }
  }
}

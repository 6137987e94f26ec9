package dev.roost.rooms.talk;

import dev.roost.Endpoint;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.lanes.Lanes;
import dev.roost.rooms.lists.RoomActivity;
import dev.roost.rooms.messages.Added;
import dev.roost.rooms.messages.Conversation;
import dev.roost.rooms.unread.UnreadRooms;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stores the messages of rooms, and broadcasts them in one order. Safe for any thread. */
public final class TalkRooms {
  /** A room's topic is this and its name. */
  public static final String TOPIC_PREFIX = "room:";

  private final Endpoint endpoint;
  private final Lanes lanes;
  private final RoomMessages messages;
  private final UnreadRooms unread;
  private final RoomActivity activity;

  /** All rooms, whose messages are kept there. */
  public TalkRooms(
      Endpoint endpoint,
      Lanes lanes,
      RoomMessages messages,
      UnreadRooms unread,
      RoomActivity activity) {
    this.activity = activity;
    this.unread = unread;
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
   * @param clientId what its client names it by, so that a message sent again is stored once
   * @param opening pays if the room has no message; null if it is known to have one
   * @return fails with a {@link BudgetSpentException} if the room is new and the budget does not
   *     suffice
   */
  Future<RoomMessage> post(
      String room,
      String author,
      Speaker speaker,
      String content,
      @Nullable String clientId,
      @Nullable Opening opening) {
    String topic = TOPIC_PREFIX + room;
    return lanes
        .of(topic)
        .inTurn(
            topic,
            () ->
                open(room, opening)
                    .compose(paid -> messages.add(room, author, speaker, content, clientId)),
            added -> {
              if (added.isNew()) {
                announce(topic, added.message());
              }
            })
        .map(Added::message);
  }

  private void announce(String topic, RoomMessage message) {
    endpoint.broadcast(topic, "new_msg", NewMessage.of(message));
    activity.inTalkRoom(message.room());
    unread.announce(
        new dev.roost.rooms.unread.NewMessage(
            topic,
            Objects.requireNonNull(message.id()),
            message.author(),
            message.userId(),
            message.content()));
  }

  /** The messages of a room. */
  Conversation<String, RoomMessage> conversation(String room) {
    return new Conversation<>(endpoint, lanes, messages, TOPIC_PREFIX + room, room);
  }

  UnreadRooms unread() {
    return unread;
  }

  private Future<?> open(String room, @Nullable Opening opening) {
    return opening == null
        ? Future.succeededFuture()
        : messages
            .isEmpty(room)
            .compose(
                isEmpty ->
                    isEmpty
                        ? pay(opening).compose(paid -> messages.open(room))
                        : Future.succeededFuture());
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

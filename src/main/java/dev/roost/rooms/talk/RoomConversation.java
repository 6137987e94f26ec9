package dev.roost.rooms.talk;

import dev.roost.Endpoint;
import dev.roost.rooms.lanes.Lanes;
import dev.roost.rooms.messages.Conversation;
import dev.roost.rooms.messages.MessageEvents;
import dev.roost.rooms.messages.MessagePage;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The messages of a room. Safe for any thread. */
record RoomConversation(Endpoint endpoint, Lanes lanes, RoomMessages messages, String room)
    implements Conversation {

  @Override
  public Future<MessagePage<RoomMessage>> before(long id, int limit) {
    return messages.before(room, id, limit);
  }

  @Override
  public Future<Optional<RoomMessage>> edit(long id, long userId, String content) {
    return change(() -> messages.edit(room, id, userId, content));
  }

  @Override
  public Future<Boolean> delete(long id, @Nullable Long userId) {
    String topic = TalkRooms.TOPIC_PREFIX + room;
    return lanes
        .of(topic)
        .inTurn(
            topic,
            () -> messages.delete(room, id, userId),
            deleted -> {
              if (deleted) {
                endpoint.broadcast(topic, MessageEvents.DELETED, new MessageEvents.Deleted(id));
              }
            });
  }

  @Override
  public Future<Optional<RoomMessage>> react(long id, long userId, String reaction, boolean on) {
    return change(() -> messages.react(room, id, userId, reaction, on));
  }

  private Future<Optional<RoomMessage>> change(Supplier<Future<Optional<RoomMessage>>> change) {
    String topic = TalkRooms.TOPIC_PREFIX + room;
    return lanes
        .of(topic)
        .inTurn(
            topic,
            change,
            changed ->
                changed.ifPresent(
                    message ->
                        endpoint.broadcast(
                            topic, MessageEvents.CHANGED, new MessageEvents.Changed<>(message))));
  }
}

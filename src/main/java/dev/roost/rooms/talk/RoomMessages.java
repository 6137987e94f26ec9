package dev.roost.rooms.talk;

import dev.roost.rooms.messages.Added;
import dev.roost.rooms.messages.MessageStore;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Stores the messages of rooms, by the room's name. Safe for any thread. */
interface RoomMessages extends MessageStore<String, RoomMessage> {

  /** Whether the room has no stored message. */
  Future<Boolean> isEmpty(String room);

  /** Has the lists show a room that gets its first message. */
  Future<?> open(String room);

  /**
   * Stores a message.
   *
   * @param author the name that the speaker has in the room
   * @param clientId the client's own id of the message; if the author has a message with it
   *     already, the new one is not stored
   */
  Future<Added<RoomMessage>> add(
      String room, String author, Speaker speaker, String content, @Nullable String clientId);
}

package dev.roost.rooms.talk;

import io.vertx.core.Future;
import java.util.List;

/** Where it is kept what was said in rooms. Safe for any thread. */
interface RoomMessages {

  /** Whether nothing that was said in the room is kept. */
  Future<Boolean> isEmpty(String room);

  /** What was said last, oldest first. */
  Future<List<RoomMessage>> latest(String room);

  /**
   * Stores a message.
   *
   * @param author the name that the speaker has in the room
   */
  Future<RoomMessage> add(String room, String author, Speaker speaker, String content);
}

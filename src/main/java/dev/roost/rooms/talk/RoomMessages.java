package dev.roost.rooms.talk;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where it is kept what was said in rooms. Safe for any thread. */
public interface RoomMessages {

  /** What was said last, oldest first. */
  Future<List<RoomMessage>> latest(String room);

  /**
   * Stores a message.
   *
   * @param userId null for a guest
   */
  Future<RoomMessage> add(String room, String author, @Nullable Long userId, String content);
}

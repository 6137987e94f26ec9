package dev.roost.rooms.access;

import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Transaction;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * Deletes rooms with all that belongs to them: the text, its changes and test cases, messages,
 * members, invites.
 */
final class RoomDeletion {
  private static final String OF_CHAT = " WHERE chat_id = #{chat}";

  /** Rows before those that they refer to. */
  private static final List<Statement> OF_ROOM =
      List.of(
          new Statement("DELETE FROM chat_messages" + OF_CHAT),
          new Statement("DELETE FROM room_invites" + OF_CHAT),
          new Statement("DELETE FROM room_members" + OF_CHAT),
          new Statement("DELETE FROM chats WHERE id = #{chat}"));

  private static final List<Statement> OF_CHALLENGE =
      List.of(
          new Statement("DELETE FROM challenge_cases WHERE challenge_id = #{challenge}"),
          new Statement("DELETE FROM challenge_runs WHERE challenge_id = #{challenge}"),
          new Statement("DELETE FROM challenge_revisions WHERE challenge_id = #{challenge}"),
          new Statement("DELETE FROM challenges WHERE id = #{challenge}"));

  private RoomDeletion() {}

  static Future<?> delete(Transaction transaction, Room room, long chatId) {
    Future<?> done = all(transaction, OF_ROOM, Map.of("chat", chatId));
    return room.kind() == Room.Kind.CHAT
        ? done
        : done.compose(gone -> all(transaction, OF_CHALLENGE, Map.of("challenge", room.id())));
  }

  private static Future<?> all(
      Transaction transaction, List<Statement> statements, Map<String, Object> parameters) {
    Future<?> done = Future.succeededFuture();
    for (Statement statement : statements) {
      done = done.compose(before -> statement.change(transaction, parameters));
    }
    return done;
  }
}

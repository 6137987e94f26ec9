package dev.roost.rooms.access;

import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.database.Transaction;
import io.vertx.core.Future;
import java.util.Map;

/** Services of statements about rooms. */
public final class RoomRows {
  /** Joins the membership {@code m} of {@code #{user}} to the chats {@code t} of rooms. */
  public static final String JOIN_MEMBERSHIP =
      " LEFT JOIN room_members m ON m.chat_id = t.id AND m.user_id = #{user}";

  /** The role in effect of that person. */
  public static final String ROLE =
      "coalesce(m.role, CASE t.visibility WHEN 'open' THEN 'editor' ELSE 'none' END)";

  private static final Statement ADD_OWNER =
      new Statement(
          "INSERT INTO room_members (chat_id, user_id, role, changed_at)"
              + " VALUES (#{chat}, #{user}, 'owner', #{now})");

  private RoomRows() {}

  /** Makes the creator of a new room its owner. */
  public static Future<?> addOwner(Transaction transaction, long chatId, long userId) {
    return ADD_OWNER.change(
        transaction, Map.of("chat", chatId, "user", userId, "now", Times.now()));
  }
}

package dev.roost.rooms.chats;

import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.messages.Added;
import dev.roost.rooms.messages.Reactions;
import dev.roost.rooms.messages.SqlMessageStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores the messages of chats and challenges in the database. */
public final class SqlMessages extends SqlMessageStore<Long, ChatMessage> implements Messages {
  private static final Table TABLE =
      new Table(
          "chat_messages",
          "chat_id",
          "user_id",
          "SELECT m.id, m.chat_id, m.content, m.inserted_at, m.client_id, m.edited_at, m.reactions,"
              + " u.id AS user_id, u.first_name, u.last_name"
              + " FROM chat_messages m JOIN users u ON u.id = m.user_id");
  private static final Statement INSERT =
      new Statement(
          "INSERT INTO chat_messages (chat_id, user_id, content, inserted_at, client_id)"
              + " VALUES (#{chat}, #{user}, #{content}, #{time}, #{client}) RETURNING id");

  /** Stores messages in this database. */
  public SqlMessages(Database database, RoomLimits limits) {
    super(database, limits, TABLE);
  }

  @Override
  public Future<Added<ChatMessage>> add(
      long chatId, Author author, String content, @Nullable String clientId) {
    long now = Times.now();
    // Map.of allows no null.
    Map<String, Object> row = new HashMap<>();
    row.put("chat", chatId);
    row.put("user", author.id());
    row.put("content", content);
    row.put("time", now);
    row.put("client", clientId);
    return add(
        INSERT,
        row,
        chatId,
        author.id(),
        clientId,
        id ->
            new ChatMessage(
                id, chatId, author, content, Times.text(now), clientId, null, Reactions.NONE));
  }

  @Override
  protected ChatMessage message(Row row) {
    return new ChatMessage(
        row.getLong("id"),
        row.getLong("chat_id"),
        new Author(row.getLong("user_id"), row.getString("first_name"), row.getString("last_name")),
        row.getString("content"),
        Times.text(row.getLong("inserted_at")),
        row.getString("client_id"),
        Times.textOrNull(row.getLong("edited_at")),
        Reactions.parse(row.getString("reactions")));
  }
}

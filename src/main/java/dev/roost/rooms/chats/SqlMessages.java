package dev.roost.rooms.chats;

import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Messages in the database, which keeps so many of each chat and gives out the latest of them. */
public final class SqlMessages implements Messages {
  private static final Statement LATEST =
      new Statement(
          "SELECT m.id, m.chat_id, m.content, m.inserted_at,"
              + " u.id AS user_id, u.first_name, u.last_name"
              + " FROM chat_messages m JOIN users u ON u.id = m.user_id"
              + " WHERE m.chat_id = #{chat} ORDER BY m.id DESC LIMIT #{limit}");
  private static final Statement ADD =
      new Statement(
          "INSERT INTO chat_messages (chat_id, user_id, content, inserted_at)"
              + " VALUES (#{chat}, #{user}, #{content}, #{time}) RETURNING id");
  private static final Statement FORGET =
      new Statement(
          "DELETE FROM chat_messages WHERE chat_id = #{chat} AND id <="
              + " (SELECT id FROM chat_messages WHERE chat_id = #{chat}"
              + " ORDER BY id DESC LIMIT 1 OFFSET #{kept})");

  /** So many messages are forgotten at once, on average. */
  private static final int FORGET_EVERY = 50;

  private final Database database;
  private final int shown;
  private final int kept;

  /**
   * In this database.
   *
   * @param shown how many of the latest messages are given out
   * @param kept how many of a chat are kept, or a few more
   */
  public SqlMessages(Database database, int shown, int kept) {
    this.database = database;
    this.shown = shown;
    this.kept = kept;
  }

  @Override
  public Future<MessageLog> latest(long chatId) {
    return LATEST
        .all(database, Map.of("chat", chatId, "limit", shown), SqlMessages::message)
        .map(SqlMessages::oldestFirst);
  }

  private static MessageLog oldestFirst(List<ChatMessage> latestFirst) {
    List<ChatMessage> messages = new ArrayList<>(latestFirst);
    Collections.reverse(messages);
    return new MessageLog(messages);
  }

  @Override
  public Future<ChatMessage> add(long chatId, Author author, String content) {
    long now = Times.now();
    return ADD.insert(
            database, Map.of("chat", chatId, "user", author.id(), "content", content, "time", now))
        .compose(
            id ->
                forget(chatId, id)
                    .map(done -> new ChatMessage(id, chatId, author, content, Times.text(now))));
  }

  private Future<?> forget(long chatId, long id) {
    return id % FORGET_EVERY == 0
        ? FORGET.change(database, Map.of("chat", chatId, "kept", kept))
        : Future.succeededFuture();
  }

  private static ChatMessage message(Row row) {
    return new ChatMessage(
        row.getLong("id"),
        row.getLong("chat_id"),
        new Author(row.getLong("user_id"), row.getString("first_name"), row.getString("last_name")),
        row.getString("content"),
        Times.text(row.getLong("inserted_at")));
  }
}

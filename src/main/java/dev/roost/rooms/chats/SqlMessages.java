package dev.roost.rooms.chats;

import dev.roost.rooms.database.Ids;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
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
          "INSERT INTO chat_messages (id, chat_id, user_id, content, inserted_at)"
              + " VALUES (#{id}, #{chat}, #{user}, #{content}, #{time})");
  private static final Statement FORGET =
      new Statement(
          "DELETE FROM chat_messages WHERE chat_id = #{chat} AND id <="
              + " (SELECT id FROM chat_messages WHERE chat_id = #{chat}"
              + " ORDER BY id DESC LIMIT 1 OFFSET #{kept})");

  /** So many messages are forgotten at once, on average. */
  private static final int FORGET_EVERY = 50;

  private final Pool pool;
  private final int shown;
  private final int kept;

  /**
   * In this database.
   *
   * @param shown how many of the latest messages are given out
   * @param kept how many of a chat are kept, or a few more
   */
  public SqlMessages(Pool pool, int shown, int kept) {
    this.pool = pool;
    this.shown = shown;
    this.kept = kept;
  }

  @Override
  public Future<MessageLog> latest(long chatId) {
    return LATEST
        .all(pool, Map.of("chat", chatId, "limit", shown), SqlMessages::message)
        .map(SqlMessages::oldestFirst);
  }

  private static MessageLog oldestFirst(List<ChatMessage> latestFirst) {
    List<ChatMessage> messages = new ArrayList<>(latestFirst);
    Collections.reverse(messages);
    return new MessageLog(messages);
  }

  @Override
  public Future<ChatMessage> add(long chatId, Author author, String content) {
    OffsetDateTime now = Times.now();
    return Ids.MESSAGE
        .next(pool)
        .compose(
            id ->
                ADD.change(
                        pool,
                        Map.of(
                            "id", id,
                            "chat", chatId,
                            "user", author.id(),
                            "content", content,
                            "time", now))
                    .compose(added -> forget(chatId, id))
                    .map(done -> new ChatMessage(id, chatId, author, content, Times.text(now))));
  }

  private Future<?> forget(long chatId, long id) {
    return id % FORGET_EVERY == 0
        ? FORGET.change(pool, Map.of("chat", chatId, "kept", kept))
        : Future.succeededFuture();
  }

  private static ChatMessage message(Row row) {
    return new ChatMessage(
        row.getLong("id"),
        row.getLong("chat_id"),
        new Author(row.getLong("user_id"), row.getString("first_name"), row.getString("last_name")),
        row.getString("content"),
        Times.text(row.getOffsetDateTime("inserted_at")));
  }
}

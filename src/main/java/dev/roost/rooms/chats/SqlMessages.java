package dev.roost.rooms.chats;

import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.DatabaseFailures;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.messages.Added;
import dev.roost.rooms.messages.MessagePage;
import dev.roost.rooms.messages.Reactions;
import dev.roost.rooms.messages.StoredMessages;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages in the database, which keeps so many of each chat and gives out the latest of them. */
public final class SqlMessages implements Messages {
  private static final String SELECT =
      "SELECT m.id, m.chat_id, m.content, m.inserted_at, m.client_id, m.edited_at, m.reactions,"
          + " u.id AS user_id, u.first_name, u.last_name"
          + " FROM chat_messages m JOIN users u ON u.id = m.user_id WHERE m.chat_id = #{chat}";
  private static final Statement LATEST =
      new Statement(SELECT + " ORDER BY m.id DESC LIMIT #{limit}");
  private static final Statement BEFORE =
      new Statement(SELECT + " AND m.id < #{before} ORDER BY m.id DESC LIMIT #{limit}");
  private static final Statement FIND = new Statement(SELECT + " AND m.id = #{id}");
  private static final Statement FIND_BY_CLIENT =
      new Statement(SELECT + " AND m.user_id = #{user} AND m.client_id = #{client}");
  private static final Statement ADD =
      new Statement(
          "INSERT INTO chat_messages (chat_id, user_id, content, inserted_at, client_id)"
              + " VALUES (#{chat}, #{user}, #{content}, #{time}, #{client}) RETURNING id");
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
  private final int maxReactions;
  private final StoredMessages stored;

  /**
   * In this database.
   *
   * @param shown how many of the latest messages are given out
   * @param kept how many of a chat are kept, or a few more
   * @param maxReactions how many reactions a message may have
   */
  public SqlMessages(Database database, int shown, int kept, int maxReactions) {
    this.database = database;
    this.maxReactions = maxReactions;
    stored = new StoredMessages(database, "chat_messages", "chat_id");
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
  public Future<MessagePage<ChatMessage>> before(long chatId, long id, int limit) {
    return BEFORE
        .all(
            database,
            Map.of("chat", chatId, "before", id, "limit", limit + 1),
            SqlMessages::message)
        .map(latestFirst -> MessagePage.of(latestFirst, limit));
  }

  @Override
  public Future<Added<ChatMessage>> add(
      long chatId, Author author, String content, @Nullable String clientId) {
    long now = Times.now();
    Map<String, Object> row = new HashMap<>();
    row.put("chat", chatId);
    row.put("user", author.id());
    row.put("content", content);
    row.put("time", now);
    row.put("client", clientId);
    return ADD.insert(database, row)
        .compose(
            id ->
                forget(chatId, id)
                    .map(
                        done ->
                            new Added<>(
                                new ChatMessage(
                                    id,
                                    chatId,
                                    author,
                                    content,
                                    Times.text(now),
                                    clientId,
                                    null,
                                    Reactions.NONE),
                                true)))
        .recover(failure -> known(chatId, author, clientId, failure));
  }

  /** The message that was stored under the same name, where that is why it could not be added. */
  private Future<Added<ChatMessage>> known(
      long chatId, Author author, @Nullable String clientId, Throwable failure) {
    if (clientId == null || !DatabaseFailures.isDuplicate(failure)) {
      return Future.failedFuture(failure);
    }
    return FIND_BY_CLIENT
        .one(
            database,
            Map.of("chat", chatId, "user", author.id(), "client", clientId),
            SqlMessages::message)
        .compose(
            found ->
                found
                    .map(message -> Future.succeededFuture(new Added<>(message, false)))
                    .orElseGet(() -> Future.failedFuture(failure)));
  }

  @Override
  public Future<Optional<ChatMessage>> edit(long chatId, long id, long userId, String content) {
    return stored.edit(chatId, id, userId, content).compose(done -> find(done, chatId, id));
  }

  @Override
  public Future<Boolean> delete(long chatId, long id, @Nullable Long userId) {
    return stored.delete(chatId, id, userId);
  }

  @Override
  public Future<Optional<ChatMessage>> react(
      long chatId, long id, long userId, String reaction, boolean on) {
    return stored
        .react(chatId, id, userId, reaction, on, maxReactions)
        .compose(done -> find(done, chatId, id));
  }

  private Future<Optional<ChatMessage>> find(boolean isThere, long chatId, long id) {
    return isThere
        ? FIND.one(database, Map.of("chat", chatId, "id", id), SqlMessages::message)
        : Future.succeededFuture(Optional.empty());
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
        Times.text(row.getLong("inserted_at")),
        row.getString("client_id"),
        Times.textOrNull(row.getLong("edited_at")),
        Reactions.parse(row.getString("reactions")));
  }
}

package dev.roost.rooms.messages;

import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.DatabaseFailures;
import dev.roost.rooms.database.Outages;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores messages in one table of the database. The table keeps a limited number of messages for
 * each room. It has at least the columns {@code id}, {@code user_id}, {@code client_id}, {@code
 * content}, {@code inserted_at}, {@code edited_at} and {@code reactions}.
 */
public abstract class SqlMessageStore<R, M> implements MessageStore<R, M> {
  private static final Logger log = LoggerFactory.getLogger(SqlMessageStore.class);

  /** Old messages are deleted after this many new ones, on average. */
  private static final int DELETE_OLD_EVERY = 50;

  private final Database database;
  private final RoomLimits limits;
  private final Statement latest;
  private final Statement before;
  private final Statement find;
  private final Statement findByClient;
  private final Statement edit;
  private final Statement delete;
  private final Statement deleteAny;
  private final Statement deleteOld;
  private final Statement lock;
  private final Statement reactions;
  private final Statement react;

  /**
   * A table of messages.
   *
   * @param name its name
   * @param roomColumn the column with the key of the room
   * @param authorColumn the column with the author; {@code client_id} is unique for each author
   * @param select reads rows of the table, which it calls {@code m}; without a condition
   */
  public record Table(String name, String roomColumn, String authorColumn, String select) {}

  /** Stores messages in this table. */
  protected SqlMessageStore(Database database, RoomLimits limits, Table table) {
    this.database = database;
    this.limits = limits;
    String name = table.name();
    String inRoom = " WHERE " + table.roomColumn() + " = #{room}";
    String select = table.select() + " WHERE m." + table.roomColumn() + " = #{room}";
    latest = new Statement(select + " ORDER BY m.id DESC LIMIT #{limit}");
    before = new Statement(select + " AND m.id < #{before} ORDER BY m.id DESC LIMIT #{limit}");
    find = new Statement(select + " AND m.id = #{id}");
    findByClient =
        new Statement(
            select + " AND m." + table.authorColumn() + " = #{author} AND m.client_id = #{client}");
    String message = inRoom + " AND id = #{id}";
    edit =
        new Statement(
            "UPDATE "
                + name
                + " SET content = #{content}, edited_at = #{now}"
                + message
                + " AND user_id = #{user}");
    deleteAny = new Statement("DELETE FROM " + name + message);
    delete = new Statement(deleteAny.sql() + " AND user_id = #{user}");
    deleteOld =
        new Statement(
            "DELETE FROM "
                + name
                + inRoom
                + " AND id <= (SELECT id FROM "
                + name
                + inRoom
                + " ORDER BY id DESC LIMIT 1 OFFSET #{kept})");
    // Makes the reactions of others, on any server, wait for this transaction.
    lock = new Statement("UPDATE " + name + " SET reactions = reactions" + message);
    reactions = new Statement("SELECT reactions FROM " + name + message);
    react = new Statement("UPDATE " + name + " SET reactions = #{reactions}" + message);
  }

  /** The message in a row of the table's {@code select}. */
  protected abstract M message(Row row);

  @Override
  public final Future<List<M>> latest(R room) {
    return latest
        .all(database, Map.of("room", room, "limit", limits.maxChatMessages()), this::message)
        .map(
            latestFirst -> {
              List<M> messages = new ArrayList<>(latestFirst);
              Collections.reverse(messages);
              return messages;
            });
  }

  @Override
  public final Future<MessagePage<M>> before(R room, long id, int limit) {
    return before
        .all(database, Map.of("room", room, "before", id, "limit", limit + 1), this::message)
        .map(latestFirst -> MessagePage.of(latestFirst, limit));
  }

  /**
   * Adds a message, and deletes old ones of the room from time to time.
   *
   * @param insert adds the row; it ends with {@code RETURNING id}
   * @param row the parameters of {@code insert}
   * @param author the value of the author's column
   * @param clientId the client's own id of the message; the author's message that has it already is
   *     the result, and the new one is not stored
   * @param added makes the message from the id of its row
   */
  protected final Future<Added<M>> add(
      Statement insert,
      Map<String, Object> row,
      R room,
      Object author,
      @Nullable String clientId,
      LongFunction<M> added) {
    return insert
        .insert(database, row)
        .compose(id -> deleteOld(room, id).map(new Added<>(added.apply(id), true)))
        .recover(failure -> findDuplicate(room, author, clientId, failure));
  }

  private Future<Added<M>> findDuplicate(
      R room, Object author, @Nullable String clientId, Throwable failure) {
    if (clientId == null || !DatabaseFailures.isDuplicate(failure)) {
      return Future.failedFuture(failure);
    }
    return findByClient
        .one(database, Map.of("room", room, "author", author, "client", clientId), this::message)
        .compose(
            found ->
                found
                    .map(message -> Future.succeededFuture(new Added<>(message, false)))
                    .orElseGet(() -> Future.failedFuture(failure)));
  }

  // The message is stored: without the next step, no client would receive it.
  private Future<?> deleteOld(R room, long id) {
    return id % DELETE_OLD_EVERY == 0
        ? deleteOld
            .change(database, Map.of("room", room, "kept", limits.maxStoredMessages()))
            .onFailure(
                failure -> {
                  if (!Outages.isKnown(failure)) {
                    log.warn(
                        "old messages stay until more are written room={} cause={}",
                        room,
                        failure.toString());
                  }
                })
            .otherwiseEmpty()
        : Future.succeededFuture();
  }

  @Override
  public final Future<Optional<M>> edit(R room, long id, long userId, String content) {
    return edit.change(
            database,
            Map.of("room", room, "id", id, "user", userId, "content", content, "now", Times.now()))
        .compose(changed -> find(changed > 0, room, id));
  }

  @Override
  public Future<Boolean> delete(R room, long id, @Nullable Long userId) {
    return (userId == null
            ? deleteAny.change(database, Map.of("room", room, "id", id))
            : delete.change(database, Map.of("room", room, "id", id, "user", userId)))
        .map(deleted -> deleted > 0);
  }

  @Override
  public final Future<Optional<M>> react(
      R room, long id, long userId, String reaction, boolean on) {
    Map<String, Object> message = Map.of("room", room, "id", id);
    return database
        .transaction(
            transaction ->
                lock.change(transaction, message)
                    .compose(
                        locked ->
                            reactions.one(
                                transaction,
                                message,
                                row -> Optional.ofNullable(row.getString("reactions"))))
                    .compose(
                        found -> {
                          if (found.isEmpty()) {
                            return Future.succeededFuture(false);
                          }
                          Reactions now =
                              Reactions.parse(found.get().orElse(null)).with(reaction, userId, on);
                          if (on && now.size() > limits.maxReactions()) {
                            return Future.failedFuture(new TooManyReactionsException());
                          }
                          return react
                              .change(transaction, withReactions(message, now.json()))
                              .map(true);
                        }))
        .compose(exists -> find(exists, room, id));
  }

  private static Map<String, Object> withReactions(
      Map<String, Object> message, @Nullable String reactions) {
    Map<String, Object> parameters = new HashMap<>(message);
    parameters.put("reactions", reactions);
    return parameters;
  }

  private Future<Optional<M>> find(boolean exists, R room, long id) {
    return exists
        ? find.one(database, Map.of("room", room, "id", id), this::message)
        : Future.succeededFuture(Optional.empty());
  }
}

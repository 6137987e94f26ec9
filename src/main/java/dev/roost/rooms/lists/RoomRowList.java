package dev.roost.rooms.lists;

import dev.roost.rooms.access.Role;
import dev.roost.rooms.access.RoomRows;
import dev.roost.rooms.access.Visibility;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.lists.ListQuery.Show;
import dev.roost.rooms.lists.ListQuery.Sort;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lists challenges or chats from the tables: those that an account may open, and no others. Safe
 * for any thread.
 *
 * @param <T> a room in the list
 */
public final class RoomRowList<T> {
  private final Rows rows;
  private final BiFunction<Row, RoomFacts, T> read;

  /**
   * The rows of a kind of rooms.
   *
   * @param columns what to select besides the {@link RoomFacts}
   * @param from the tables, with the chats as {@code t} and the creators as {@code u}
   * @param where which chats they are
   * @param id the column of the room's id
   * @param keys an expression of the search keys
   */
  public record Rows(String columns, String from, String where, String id, String keys) {}

  /**
   * A list of these rows.
   *
   * @param read makes a room of a row
   */
  public RoomRowList(Rows rows, BiFunction<Row, RoomFacts, T> read) {
    this.rows = rows;
    this.read = read;
  }

  /** The rooms of a query. */
  public Future<ListPage<T>> page(Database database, ListQuery query) {
    return statement(query)
        .all(database, parameters(query), this::listed)
        .map(found -> page(found, query));
  }

  private record Listed<T>(ListPosition position, T room) {}

  private Statement statement(ListQuery query) {
    return new Statement(
        "SELECT "
            + rows.id
            + " AS listed_id, "
            + rows.columns
            + ", t.visibility, t.inserted_at, t.active_at, u.id AS author_id, u.first_name,"
            + " u.last_name, "
            + RoomRows.ROLE
            + " AS role FROM "
            + rows.from
            + RoomRows.JOIN_MEMBERSHIP
            + " WHERE "
            + rows.where
            + " AND t.archived_at IS "
            + (query.archived() ? "NOT NULL" : "NULL")
            + " AND "
            + membership(query.show())
            + (query.language() == null ? "" : " AND c.language = #{language}")
            + query.search().condition(rows.keys)
            + " AND "
            + position(query.sort(), query.after())
            + " LIMIT #{limit}");
  }

  private static String membership(Show show) {
    return switch (show) {
      case ALL -> RoomRows.ROLE + " <> 'none'";
      case OWN -> "m.role = 'owner'";
      case SHARED -> "m.role IN ('editor', 'viewer')";
    };
  }

  private String position(Sort sort, @Nullable ListPosition after) {
    return switch (sort) {
      case OLDEST -> rows.id + (after == null ? " > 0" : " > #{id}") + " ORDER BY " + rows.id;
      case NEWEST ->
          (after == null ? "1 = 1" : rows.id + " < #{id}") + " ORDER BY " + rows.id + " DESC";
      case ACTIVE ->
          (after == null ? "1 = 1" : "(t.active_at, " + rows.id + ") < (#{time}, #{id})")
              + " ORDER BY t.active_at DESC, "
              + rows.id
              + " DESC";
    };
  }

  private static Map<String, Object> parameters(ListQuery query) {
    Map<String, Object> parameters = new HashMap<>(query.search().parameters());
    parameters.put("user", query.userId());
    parameters.put("limit", query.limit() + 1);
    if (query.language() != null) {
      parameters.put("language", query.language());
    }
    if (query.after() != null) {
      parameters.put("time", query.after().time());
      parameters.put("id", query.after().id());
    }
    return parameters;
  }

  private Listed<T> listed(Row row) {
    Long authorId = row.getLong("author_id");
    RoomFacts facts =
        new RoomFacts(
            Visibility.named(row.getString("visibility")).orElseThrow(),
            Role.named(row.getString("role")).orElseThrow(),
            authorId == null
                ? null
                : new RoomFacts.Creator(
                    authorId, row.getString("first_name"), row.getString("last_name")),
            Times.text(row.getLong("inserted_at")),
            Times.text(row.getLong("active_at")));
    return new Listed<>(
        new ListPosition(row.getLong("active_at"), row.getLong("listed_id")),
        read.apply(row, facts));
  }

  private static <T> ListPage<T> page(List<Listed<T>> found, ListQuery query) {
    boolean goesOn = found.size() > query.limit();
    List<Listed<T>> items = goesOn ? found.subList(0, query.limit()) : found;
    return new ListPage<>(
        items.stream().map(Listed::room).toList(),
        goesOn ? items.get(items.size() - 1).position() : null);
  }
}

package dev.roost.rooms.lists;

import dev.roost.rooms.access.Room;
import dev.roost.rooms.access.Room.Kind;
import dev.roost.rooms.access.RoomRows;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds out which of some rooms an account may open. Safe for any thread. */
final class VisibleRooms {
  /** So many rooms are in one statement, whose text is always the same. */
  private static final int AT_ONCE = 50;

  private static final Map<Kind, Statement> OF_KIND =
      Map.of(Kind.CHALLENGE, among("t.challenge_id"), Kind.CHAT, among("t.id"));

  private final Database database;

  VisibleRooms(Database database) {
    this.database = database;
  }

  private static Statement among(String id) {
    return new Statement(
        "SELECT "
            + id
            + " AS id FROM chats t"
            + RoomRows.JOIN_MEMBERSHIP
            + " WHERE "
            + id
            + " IN ("
            + IntStream.range(0, AT_ONCE)
                .mapToObj(i -> "#{id" + i + "}")
                .collect(Collectors.joining(", "))
            + ") AND "
            + RoomRows.ROLE
            + " <> 'none'");
  }

  /** Those of the rooms that the account may open. */
  Future<Set<Room>> of(long userId, Collection<Room> rooms) {
    Set<Room> visible = new HashSet<>();
    Future<?> done = Future.succeededFuture();
    for (Kind kind : Kind.values()) {
      List<Room> ofKind =
          rooms.stream().filter(room -> room.kind() == kind).collect(Collectors.toList());
      for (int i = 0; i < ofKind.size(); i += AT_ONCE) {
        List<Room> some = ofKind.subList(i, Math.min(i + AT_ONCE, ofKind.size()));
        done = done.compose(before -> find(kind, userId, some)).onSuccess(visible::addAll);
      }
    }
    return done.map(found -> visible);
  }

  private Future<List<Room>> find(Kind kind, long userId, List<Room> rooms) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("user", userId);
    for (int i = 0; i < AT_ONCE; i++) {
      parameters.put("id" + i, rooms.get(Math.min(i, rooms.size() - 1)).id());
    }
    return Objects.requireNonNull(OF_KIND.get(kind))
        .all(database, parameters, row -> new Room(kind, row.getLong("id")));
  }
}

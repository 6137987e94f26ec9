package dev.roost.rooms.talk;

import dev.roost.presence.Presence;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.lists.PeopleHere;
import dev.roost.rooms.lists.SearchText;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that exist: those with people in them, and those with messages. All who may join rooms
 * may see them. Safe for any thread.
 */
public final class TalkRoomList {
  /** So many rooms with people are looked at for those without messages. */
  private static final int MAX_OCCUPIED = 200;

  private static final Statement KNOWN =
      new Statement(
          "SELECT name FROM talk_rooms WHERE name IN ("
              + IntStream.range(0, MAX_OCCUPIED)
                  .mapToObj(i -> "#{n" + i + "}")
                  .collect(Collectors.joining(", "))
              + ")");

  private final Database database;
  private final Presence presence;

  /** The rooms of this database, and the people of this presence. */
  public TalkRoomList(Database database, Presence presence) {
    this.database = database;
    this.presence = presence;
  }

  /**
   * A position in the list.
   *
   * @param time when the room was active last
   * @param name the room
   */
  public record Position(long time, String name) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})-([^\\p{Cntrl}]{1,200})");

    /** Reads a position as clients see it. */
    public static Optional<Position> parse(String text) {
      Matcher parts = TEXT.matcher(text);
      return parts.matches()
          ? Optional.of(new Position(Long.parseLong(parts.group(1)), parts.group(2)))
          : Optional.empty();
    }

    @Override
    public String toString() {
      return time + "-" + name;
    }
  }

  /**
   * Some rooms of the list.
   *
   * @param next where the list goes on, or null at its end
   */
  public record Part(List<TalkRoomSummary> rooms, @Nullable Position next) {}

  /**
   * Some rooms of the list, those first that somebody wrote in last. The first part begins with the
   * rooms that have people and no messages; these take half of it at most.
   *
   * @param after the position that the part begins behind; null for the first part
   */
  public Future<Part> part(SearchText search, @Nullable Position after, int limit) {
    Future<List<TalkRoomSummary>> silent =
        after == null ? withoutMessages(search, limit / 2) : Future.succeededFuture(List.of());
    return silent.compose(
        first ->
            stored(search, after, limit - first.size())
                .map(
                    part -> {
                      List<TalkRoomSummary> rooms = new ArrayList<>(first);
                      rooms.addAll(part.rooms());
                      return new Part(
                          rooms.stream().map(room -> room.with(here(room.name()))).toList(),
                          part.next());
                    }));
  }

  /** The people in a room, or in the lobby. */
  public PeopleHere here(String room) {
    return PeopleHere.at(presence, TalkRooms.TOPIC_PREFIX + room);
  }

  private Future<List<TalkRoomSummary>> withoutMessages(SearchText search, int limit) {
    List<String> occupied =
        presence.topics(TalkRooms.TOPIC_PREFIX, Integer.MAX_VALUE).stream()
            .filter(topic -> !topic.equals(LobbyChannel.TOPIC))
            .map(topic -> topic.substring(TalkRooms.TOPIC_PREFIX.length()))
            .filter(search::matches)
            .sorted()
            .limit(MAX_OCCUPIED)
            .toList();
    if (occupied.isEmpty() || limit == 0) {
      return Future.succeededFuture(List.of());
    }
    Map<String, Object> names = new HashMap<>();
    for (int i = 0; i < MAX_OCCUPIED; i++) {
      names.put("n" + i, occupied.get(Math.min(i, occupied.size() - 1)));
    }
    return KNOWN
        .all(database, names, row -> row.getString("name"))
        .map(
            found -> {
              Set<String> known = new HashSet<>(found);
              return occupied.stream()
                  .filter(name -> !known.contains(name))
                  .limit(limit)
                  .map(name -> new TalkRoomSummary(name, null, null, 0, List.of()))
                  .toList();
            });
  }

  private Future<Part> stored(SearchText search, @Nullable Position after, int limit) {
    Map<String, Object> parameters = new HashMap<>(search.parameters());
    parameters.put("limit", limit + 1);
    if (after != null) {
      parameters.put("time", after.time());
      parameters.put("name", after.name());
    }
    return new Statement(
            "SELECT name, inserted_at, active_at FROM talk_rooms WHERE "
                + (after == null ? "1 = 1" : "(active_at, name) < (#{time}, #{name})")
                + search.condition("search_key")
                + " ORDER BY active_at DESC, name DESC LIMIT #{limit}")
        .all(
            database,
            parameters,
            row ->
                Map.entry(
                    new Position(row.getLong("active_at"), row.getString("name")),
                    row.getLong("inserted_at")))
        .map(
            found -> {
              boolean goesOn = found.size() > limit;
              List<Map.Entry<Position, Long>> rows = goesOn ? found.subList(0, limit) : found;
              return new Part(
                  rows.stream().map(row -> stored(row.getKey(), row.getValue())).toList(),
                  goesOn ? rows.get(rows.size() - 1).getKey() : null);
            });
  }

  private static TalkRoomSummary stored(Position position, long insertedAt) {
    return new TalkRoomSummary(
        position.name(), Times.text(insertedAt), Times.text(position.time()), 0, List.of());
  }
}

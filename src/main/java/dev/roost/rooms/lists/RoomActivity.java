package dev.roost.rooms.lists;

import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Outages;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.database.Transaction;
import dev.roost.rooms.names.SearchKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the time of the last message or edit of each room, once a second for all rooms together. A
 * write for each keystroke would load the database. Safe for any thread.
 */
public final class RoomActivity {
  private static final Logger log = LoggerFactory.getLogger(RoomActivity.class);

  private static final long STORE_MILLIS = 1_000;

  /** The activity of further rooms within a second is not stored. */
  private static final int MAX_ROOMS = 10_000;

  private static final String LATER = " AND active_at < #{now}";

  private enum Kind {
    CHALLENGE,
    CHAT,
    TALK_ROOM
  }

  private static final Map<Kind, Statement> STORE =
      Map.of(
          Kind.CHALLENGE,
          new Statement("UPDATE chats SET active_at = #{now} WHERE challenge_id = #{id}" + LATER),
          Kind.CHAT,
          new Statement("UPDATE chats SET active_at = #{now} WHERE id = #{id}" + LATER),
          Kind.TALK_ROOM,
          // With a condition: all messages of the room may be deleted meanwhile.
          new Statement(
              "INSERT INTO talk_rooms (name, search_key, inserted_at, active_at)"
                  + " SELECT m.room, CAST(#{key} AS TEXT), m.inserted_at, CAST(#{now} AS BIGINT)"
                  + " FROM room_messages m WHERE m.id ="
                  + " (SELECT min(f.id) FROM room_messages f WHERE f.room = #{id})"
                  + " ON CONFLICT (name) DO UPDATE SET active_at = excluded.active_at"));

  private record Place(Kind kind, Object id) {}

  private final Vertx vertx;
  private final Database database;
  private final ConcurrentHashMap<Place, Long> active = new ConcurrentHashMap<>();
  private final AtomicLong skipped = new AtomicLong();
  private final AtomicBoolean storing = new AtomicBoolean();

  /** Stores in this database. */
  public RoomActivity(Vertx vertx, Database database) {
    this.vertx = vertx;
    this.database = database;
  }

  /** Somebody wrote in a challenge. */
  public void inChallenge(long id) {
    put(new Place(Kind.CHALLENGE, id));
  }

  /** Somebody wrote in a chat. */
  public void inChat(long id) {
    put(new Place(Kind.CHAT, id));
  }

  /** Somebody wrote in a room. */
  public void inTalkRoom(String name) {
    put(new Place(Kind.TALK_ROOM, name));
  }

  private void put(Place place) {
    if (active.size() >= MAX_ROOMS && !active.containsKey(place)) {
      skipped.incrementAndGet();
      return;
    }
    active.put(place, Times.now());
    if (storing.compareAndSet(false, true)) {
      vertx.setTimer(STORE_MILLIS, due -> store());
    }
  }

  private void store() {
    // Later changes set the timer again.
    storing.set(false);
    long left = skipped.getAndSet(0);
    if (left > 0) {
      log.warn(
          "rooms keep their old time of activity: more are active in a second than are stored"
              + " limit={} messages={}",
          MAX_ROOMS,
          left);
    }
    Map<Kind, List<Map<String, Object>>> rows = new HashMap<>();
    active.forEach(
        (place, time) -> {
          active.remove(place, time);
          rows.computeIfAbsent(place.kind(), kind -> new ArrayList<>())
              .add(parameters(place, time));
        });
    database
        .transaction(transaction -> store(transaction, rows))
        .onFailure(
            failure -> {
              if (!Outages.isKnown(failure)) {
                log.warn("rooms keep their old time of activity: {}", failure.toString());
              }
            });
  }

  private static Map<String, Object> parameters(Place place, long time) {
    return place.kind() == Kind.TALK_ROOM
        ? Map.of("id", place.id(), "now", time, "key", SearchKey.of((String) place.id()))
        : Map.of("id", place.id(), "now", time);
  }

  private static Future<Void> store(
      Transaction transaction, Map<Kind, List<Map<String, Object>>> rows) {
    Future<Void> done = Future.succeededFuture();
    for (Map.Entry<Kind, List<Map<String, Object>>> entry : rows.entrySet()) {
      done =
          done.compose(
              before ->
                  Objects.requireNonNull(STORE.get(entry.getKey()))
                      .changeAll(transaction, entry.getValue()));
    }
    return done;
  }
}

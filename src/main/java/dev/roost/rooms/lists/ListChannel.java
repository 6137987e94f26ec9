package dev.roost.rooms.lists;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.presence.Presence;
import dev.roost.presence.Presences;
import dev.roost.rooms.access.Room;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Outages;
import dev.roost.rooms.users.User;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code lists}: one client that shows a list of rooms. It pushes {@code people:watch} with the
 * topics in the list, and gets {@code people:changed} with the people in each: first for all rooms,
 * then for those in which they changed.
 *
 * <p>The channel looks at the presences of this node at an interval, so that a list costs no
 * messages between nodes. Before each push it asks the database which of the rooms the account may
 * still open.
 */
public final class ListChannel extends Channel {
  /** The topic. */
  public static final String TOPIC = "lists";

  /** The maximum number of watched rooms, which is the maximum page size of a list. */
  public static final int MAX_TOPICS = 200;

  private static final String ROOM_PREFIX = "room:";
  private static final int MAX_TOPIC_LENGTH = 256;
  private static final Pattern WITH_MEMBERS =
      Pattern.compile("(challenges|chat):([1-9][0-9]{0,17})");

  private enum Check {
    DUE
  }

  /** A room in the list. A room with a name has no members, and is open to all. */
  private record Watched(String topic, @Nullable Room room) {}

  private final VisibleRooms visible;
  private final Presence presence;
  private final int checkMillis;

  private long userId;
  private Map<String, Watched> watched = Map.of();
  private final Map<String, Presences> seen = new HashMap<>();
  private final Map<String, PeopleHere> told = new HashMap<>();
  private boolean checking;

  /**
   * A channel for one list.
   *
   * @param checkMillis the time between two looks at the presences
   */
  public ListChannel(Database database, Presence presence, int checkMillis) {
    this.visible = new VisibleRooms(database);
    this.presence = presence;
    this.checkMillis = checkMillis;
  }

  @Override
  public Reply join(Join join) {
    if (!(socket().get("user") instanceof User account)) {
      return Reply.error(Map.of("reason", "forbidden"));
    }
    userId = account.id();
    return Reply.ok();
  }

  @Override
  public void handleIn(Push push) {
    if (!push.event().equals("people:watch")) {
      push.unknown();
      return;
    }
    Optional<Map<String, Watched>> topics = read(push.payload());
    if (topics.isEmpty()) {
      push.reply(Reply.error(Map.of("reason", "invalid topics", "max", MAX_TOPICS)));
      return;
    }
    watched = topics.get();
    seen.clear();
    told.clear();
    push.ok();
    // A client that watches often waits for the check that is due.
    if (!checking && !watched.isEmpty()) {
      checking = true;
      check();
    }
  }

  private static Optional<Map<String, Watched>> read(Payload payload) {
    JsonNode topics =
        payload.isObject() ? payload.json().path("topics") : MissingNode.getInstance();
    if (!topics.isArray() || topics.size() > MAX_TOPICS) {
      return Optional.empty();
    }
    Map<String, Watched> all = new LinkedHashMap<>();
    for (JsonNode topic : topics) {
      Optional<Watched> one = topic.isTextual() ? watched(topic.textValue()) : Optional.empty();
      if (one.isEmpty()) {
        return Optional.empty();
      }
      all.put(one.get().topic(), one.get());
    }
    return Optional.of(all);
  }

  private static Optional<Watched> watched(String topic) {
    Matcher parts = WITH_MEMBERS.matcher(topic);
    if (parts.matches()) {
      long id = Long.parseLong(parts.group(2));
      return Optional.of(
          new Watched(topic, parts.group(1).equals("chat") ? Room.chat(id) : Room.challenge(id)));
    }
    return topic.startsWith(ROOM_PREFIX) && topic.length() <= MAX_TOPIC_LENGTH
        ? Optional.of(new Watched(topic, null))
        : Optional.empty();
  }

  @Override
  public void handleInfo(Object message) {
    if (message == Check.DUE) {
      check();
    }
  }

  private void check() {
    if (watched.isEmpty()) {
      checking = false;
      return;
    }
    Map<String, PeopleHere> changed = changed();
    if (!changed.isEmpty()) {
      hold(Outages.endChannel(tell(changed), () -> stop(StopReason.ERROR)));
    }
    postAfter(checkMillis, Check.DUE);
  }

  /** The rooms whose people are others than the client knows. */
  private Map<String, PeopleHere> changed() {
    Map<String, PeopleHere> changed = new LinkedHashMap<>();
    for (String topic : watched.keySet()) {
      Presences now = presence.list(topic);
      // A list of presences does not change: another one is another object.
      if (now != seen.put(topic, now)) {
        PeopleHere here = PeopleHere.of(now);
        if (!here.equals(told.put(topic, here))) {
          changed.put(topic, here);
        }
      }
    }
    return changed;
  }

  private Future<?> tell(Map<String, PeopleHere> changed) {
    List<Room> withMembers =
        changed.keySet().stream()
            .map(topic -> Objects.requireNonNull(watched.get(topic)).room())
            .flatMap(room -> Optional.ofNullable(room).stream())
            .toList();
    return visible
        .of(userId, withMembers)
        .map(rooms -> rooms.stream().map(Room::topic).collect(Collectors.toSet()))
        .onSuccess(open -> push(changed, open));
  }

  private void push(Map<String, PeopleHere> changed, Set<String> open) {
    changed.keySet().removeIf(topic -> !topic.startsWith(ROOM_PREFIX) && !open.contains(topic));
    if (!changed.isEmpty()) {
      push("people:changed", Map.of("rooms", changed));
    }
  }
}

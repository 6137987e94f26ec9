package dev.roost.rooms.lists;

import dev.roost.presence.Presence;
import dev.roost.presence.Presences;
import dev.roost.serializer.Payload;
import java.util.List;

/**
 * The people present in a room, on all servers.
 *
 * @param people how many
 * @param names the names of some of them
 */
public record PeopleHere(int people, List<String> names) {
  /** So many names are in a list. */
  public static final int MAX_NAMES = 3;

  /** Copies the names. */
  public PeopleHere {
    names = List.copyOf(names);
  }

  /** Those at a topic. From any thread, without waiting. */
  public static PeopleHere at(Presence presence, String topic) {
    return of(presence.list(topic));
  }

  static PeopleHere of(Presences all) {
    return new PeopleHere(
        all.size(),
        all.keys().stream().limit(MAX_NAMES).map(key -> name(key, all.metas(key))).toList());
  }

  /** The metas of accounts have a first name; in rooms, the key is the name. */
  private static String name(String key, List<Payload> metas) {
    return metas.isEmpty() ? key : metas.get(0).json().path("first_name").asText(key);
  }
}

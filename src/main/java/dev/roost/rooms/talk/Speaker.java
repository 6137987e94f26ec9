package dev.roost.rooms.talk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.rooms.names.NameKey;
import dev.roost.rooms.users.Guest;
import dev.roost.rooms.users.User;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A participant of a room: a user or a guest.
 *
 * @param userId null for a guest
 * @param lastInitial the first letter of the last name, null for a guest
 */
record Speaker(String name, @Nullable Long userId, @Nullable String lastInitial) {
  private static final int MAX_NAMESAKES = 1_000;

  /** The owner of a socket. */
  static Optional<Speaker> of(@Nullable Object owner) {
    if (owner instanceof User user) {
      return Optional.of(
          new Speaker(user.firstName(), user.id(), NameKey.initial(user.lastName())));
    }
    return owner instanceof Guest guest
        ? Optional.of(new Speaker(guest.name(), null, null))
        : Optional.empty();
  }

  boolean isGuest() {
    return userId == null;
  }

  /** The guest with "(guest)" behind the name. */
  Speaker marked() {
    return new Speaker(Guest.mark(name), userId, lastInitial);
  }

  /** The names that the speaker may have in a room, the best first. */
  Stream<String> names() {
    List<String> plain = isGuest() ? List.of(name) : List.of(name, name + " " + lastInitial + ".");
    String last = plain.get(plain.size() - 1);
    return Stream.concat(
        plain.stream(),
        IntStream.rangeClosed(2, MAX_NAMESAKES).mapToObj(i -> last + " (" + i + ")"));
  }

  /** Says in a presence whose it is. */
  void mark(ObjectNode meta) {
    if (isGuest()) {
      meta.put("guest", true);
    } else {
      meta.put("user_id", userId).put("last_initial", lastInitial);
    }
  }

  /** Whether a presence is their own. Guests are not distinguished: they have no identity. */
  boolean owns(JsonNode meta) {
    return userId == null ? isGuest(meta) : meta.path("user_id").asLong() == userId;
  }

  static boolean isGuest(JsonNode meta) {
    return meta.path("guest").asBoolean();
  }
}

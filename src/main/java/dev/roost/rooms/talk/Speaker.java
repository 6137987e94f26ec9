package dev.roost.rooms.talk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.rooms.users.Guest;
import dev.roost.rooms.users.User;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks in a room: a user or a guest.
 *
 * @param userId null for a guest
 */
record Speaker(String name, @Nullable Long userId) {

  /** Who a socket belongs to. */
  static Optional<Speaker> of(@Nullable Object owner) {
    if (owner instanceof User user) {
      return Optional.of(new Speaker(user.firstName(), user.id()));
    }
    return owner instanceof Guest guest
        ? Optional.of(new Speaker(guest.name(), null))
        : Optional.empty();
  }

  /** Says in a presence whose it is. */
  void mark(ObjectNode meta) {
    if (userId == null) {
      meta.put("guest", true);
    } else {
      meta.put("user_id", userId);
    }
  }

  /** Whether a presence is their own. Guests are not told apart: nothing says who they are. */
  boolean owns(JsonNode meta) {
    return userId == null
        ? meta.path("guest").asBoolean()
        : meta.path("user_id").asLong() == userId;
  }
}

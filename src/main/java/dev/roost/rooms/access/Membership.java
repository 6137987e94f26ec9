package dev.roost.rooms.access;

import java.util.Optional;

/**
 * The row of a person in a room.
 *
 * @param role nothing if the person has no row there
 * @param changedAt when this was last changed; of two memberships, the later is in force
 */
public record Membership(Optional<Role> role, long changedAt) {
  /** Of people who were never in the room. */
  static final Membership NONE = new Membership(Optional.empty(), 0);

  /** Of everyone in a room that was deleted. */
  static final Membership OF_DELETED_ROOM = new Membership(Optional.of(Role.NONE), Long.MAX_VALUE);
}

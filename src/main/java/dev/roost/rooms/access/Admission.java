package dev.roost.rooms.access;

import dev.roost.rooms.access.AccessEvents.RoleChanged;
import dev.roost.serializer.Broadcast;
import java.util.Set;

/**
 * One client's access to its room, as of the last event that its channel or view received. Not safe
 * for threads.
 */
public final class Admission {
  /** The events that tell of changes: for {@link dev.roost.channel.Channel#intercepts}. */
  public static final Set<String> EVENTS =
      Set.of(
          AccessEvents.ROLE_CHANGED,
          AccessEvents.ROOM_CHANGED,
          AccessEvents.ROOM_EDITED,
          AccessEvents.ROOM_DELETED,
          AccessEvents.ROLE_FOUND,
          AccessEvents.ROOM_FOUND);

  private final long userId;
  private Access access;

  /** Of a person with this access. */
  public Admission(long userId, Access access) {
    this.userId = userId;
    this.access = access;
  }

  /** The access now. */
  public Access access() {
    return access;
  }

  /** Takes what the database has, where that is later. */
  public void update(Access present) {
    access = access.with(present.membership()).with(present.state());
  }

  /**
   * Handles one of the {@link #EVENTS}.
   *
   * @return whether it changed the access
   */
  public boolean handle(Broadcast broadcast) {
    Access before = access;
    switch (broadcast.event()) {
      case AccessEvents.ROLE_CHANGED, AccessEvents.ROLE_FOUND -> {
        RoleChanged changed = broadcast.payload().decode(RoleChanged.class);
        if (changed.userId() == userId) {
          access = access.with(changed.membership());
        }
      }
      case AccessEvents.ROOM_CHANGED, AccessEvents.ROOM_FOUND ->
          access = access.with(broadcast.payload().decode(RoomState.class));
      case AccessEvents.ROOM_DELETED -> access = access.with(Membership.OF_DELETED_ROOM);
      default -> {}
    }
    return !access.equals(before);
  }

  /** Whether clients receive the broadcast although it does not change their own access. */
  public static boolean isForEveryone(Broadcast broadcast) {
    return !broadcast.event().equals(AccessEvents.ROLE_FOUND)
        && !broadcast.event().equals(AccessEvents.ROOM_FOUND);
  }
}

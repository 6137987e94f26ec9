package dev.roost.rooms.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events about the access to a room, for its channels and those of accounts that have read in it.
 */
public final class AccessEvents {
  /** The role of a person changed. */
  public static final String ROLE_CHANGED = "access:changed";

  /** The state of the room changed. */
  public static final String ROOM_CHANGED = "room:changed";

  /** The title, prompt or name of the room changed: with it goes a {@link RoomText}. */
  public static final String ROOM_EDITED = "room:edited";

  /** The room does not exist any more. Its channels end. */
  public static final String ROOM_DELETED = "room:deleted";

  /** The client's own access changed: with it goes an {@link Access}. */
  public static final String OWN_ACCESS = "access:own";

  /** A recent change of a role, for channels of this server that missed its event. */
  public static final String ROLE_FOUND = "access:found";

  /** A recent change of a state, for channels of this server that missed its event. */
  public static final String ROOM_FOUND = "room:found";

  private static final String OUTSIDE = "unread:";

  private AccessEvents() {}

  /** The topic on which accounts outside a room receive its changes of access and new messages. */
  public static String outsideTopic(String roomTopic) {
    return OUTSIDE + roomTopic;
  }

  /** The room whose {@link #outsideTopic} this is. */
  public static String roomTopic(String outsideTopic) {
    return outsideTopic.substring(OUTSIDE.length());
  }

  /**
   * With {@link #ROLE_CHANGED}.
   *
   * @param role null if the person has no membership any more
   */
  public record RoleChanged(
      @JsonProperty("user_id") long userId,
      @Nullable Role role,
      @JsonProperty("changed_at") long changedAt) {
    static RoleChanged of(long userId, Membership membership) {
      return new RoleChanged(userId, membership.role().orElse(null), membership.changedAt());
    }

    Membership membership() {
      return new Membership(Optional.ofNullable(role), changedAt);
    }
  }
}

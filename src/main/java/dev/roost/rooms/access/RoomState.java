package dev.roost.rooms.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The state of a room: its name, visibility, lock and archive flag.
 *
 * @param locked whether an owner locked the text
 * @param archived whether the room can only be read
 * @param changedAt when this was last changed; of two states, the later is in force
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RoomState(
    Visibility visibility,
    boolean locked,
    boolean archived,
    @JsonProperty("changed_at") long changedAt) {

  /** With another visibility. */
  public RoomState withVisibility(Visibility other) {
    return new RoomState(other, locked, archived, changedAt);
  }

  /** With the text locked, or not. */
  public RoomState withLocked(boolean nowLocked) {
    return new RoomState(visibility, nowLocked, archived, changedAt);
  }

  /** Put away, or not. */
  public RoomState withArchived(boolean nowArchived) {
    return new RoomState(visibility, locked, nowArchived, changedAt);
  }

  RoomState changedAt(long time) {
    return new RoomState(visibility, locked, archived, time);
  }
}

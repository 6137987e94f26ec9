package dev.roost.rooms.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;

/**
 * The rights of one person in a room. Immutable.
 *
 * @param chatId the id of the room's chat
 * @param membership what the database has of the person
 */
public record Access(
    @JsonIgnore Room room,
    @JsonIgnore long chatId,
    @JsonIgnore Membership membership,
    @JsonUnwrapped RoomState state) {

  /** The role in effect. */
  @JsonProperty("role")
  public Role role() {
    return membership.role().orElse(defaultRole());
  }

  /** The role of people without a membership. */
  @JsonIgnore
  Role defaultRole() {
    return state.visibility() == Visibility.OPEN ? Role.EDITOR : Role.NONE;
  }

  /** Whether the person may open the room. */
  public boolean canOpen() {
    return role() != Role.NONE;
  }

  /** Whether the person decides about the room. */
  @JsonIgnore
  public boolean isOwner() {
    return role() == Role.OWNER;
  }

  /** The reason for clients why the person may not take part; empty if they may. */
  public Optional<String> participationRefusal() {
    if (!role().includes(Role.EDITOR)) {
      return Optional.of("forbidden");
    }
    return state.archived() ? Optional.of("archived") : Optional.empty();
  }

  /** The same for the text and its language. */
  public Optional<String> refusalToEdit() {
    return participationRefusal()
        .or(() -> state.locked() ? Optional.of("locked") : Optional.empty());
  }

  /** With a later membership; one that is not later is ignored. */
  Access with(Membership other) {
    return other.changedAt() > membership.changedAt()
        ? new Access(room, chatId, other, state)
        : this;
  }

  /** With a later state; one that is not later is ignored. */
  Access with(RoomState other) {
    return other.changedAt() > state.changedAt()
        ? new Access(room, chatId, membership, other)
        : this;
  }
}

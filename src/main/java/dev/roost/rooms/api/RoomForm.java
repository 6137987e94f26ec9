package dev.roost.rooms.api;

import dev.roost.rooms.access.Role;
import dev.roost.rooms.access.Room;
import dev.roost.rooms.access.RoomState;
import dev.roost.rooms.access.RoomText;
import dev.roost.rooms.access.Visibility;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads the fields that say who may do what in a room. */
final class RoomForm {
  static final int MAX_TITLE = 200;
  static final int MAX_PROMPT = 20_000;
  static final int MAX_ROOM_NAME = 100;

  private RoomForm() {}

  /** The visibility; open unless the form says otherwise. */
  static Visibility visibility(Form form) {
    if (!form.has("visibility")) {
      return Visibility.OPEN;
    }
    Optional<Visibility> visibility = Visibility.named(form.raw("visibility"));
    if (visibility.isEmpty()) {
      form.wrong("visibility", "is open or private");
    }
    return visibility.orElse(Visibility.PRIVATE);
  }

  /** The title and prompt, or the name, that a form changes; what it leaves out stays. */
  static RoomText textChange(Form form, Room.Kind kind) {
    return kind == Room.Kind.CHAT
        ? RoomText.ofChat(form.has("room_name") ? form.name("room_name", MAX_ROOM_NAME) : null)
        : RoomText.ofChallenge(
            form.has("title") ? form.name("title", MAX_TITLE) : null,
            form.has("prompt") ? form.required("prompt", MAX_PROMPT) : null);
  }

  /** Applies a form to a room's state; missing fields stay unchanged. */
  static UnaryOperator<RoomState> stateChange(Form form, Room.Kind kind) {
    Optional<Visibility> visibility =
        form.has("visibility") ? Optional.of(visibility(form)) : Optional.empty();
    // A chat has no text to lock.
    Optional<Boolean> locked = kind == Room.Kind.CHALLENGE ? form.flag("locked") : Optional.empty();
    Optional<Boolean> archived = form.flag("archived");
    return state -> {
      RoomState changed = visibility.map(state::withVisibility).orElse(state);
      changed = locked.map(changed::withLocked).orElse(changed);
      return archived.map(changed::withArchived).orElse(changed);
    };
  }

  /** The role that a member gets. */
  static Role role(Form form) {
    Optional<Role> role = Role.named(form.raw("role")).filter(named -> named != Role.NONE);
    if (role.isEmpty()) {
      form.wrong("role", "is owner, editor or viewer");
    }
    return role.orElse(Role.VIEWER);
  }

  /** The role that an invite gives. */
  static Role invitedRole(Form form) {
    Optional<Role> role =
        Role.named(form.raw("role")).filter(named -> named == Role.EDITOR || named == Role.VIEWER);
    if (role.isEmpty()) {
      form.wrong("role", "is editor or viewer");
    }
    return role.orElse(Role.VIEWER);
  }
}

package dev.roost.rooms.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The rights of a person in a room. */
public enum Role {
  /** Everything: edits, and decides about members, invites and the room itself. */
  OWNER,
  /** Edits the text and writes messages. */
  EDITOR,
  /** Sees everything and changes nothing. */
  VIEWER,
  /** May not open the room: was removed, or never invited. */
  NONE;

  /** The name in JSON and in the database. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of this name. */
  public static Optional<Role> named(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** Whether this role may do all that the other may. */
  boolean includes(Role other) {
    return compareTo(other) <= 0;
  }
}

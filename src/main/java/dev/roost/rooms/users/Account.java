package dev.roost.rooms.users;

/**
 * A user and what their password is checked against.
 *
 * @param passwordHash as {@link Passwords} made it
 */
public record Account(User user, String passwordHash) {
  /** Without the hash. */
  @Override
  public String toString() {
    return "Account[" + user + "]";
  }
}

package dev.roost.rooms.users;

/**
 * A person to register.
 *
 * @param passwordHash as {@link Passwords} made it
 */
public record NewUser(String firstName, String lastName, String email, String passwordHash) {
  /** Without the hash. */
  @Override
  public String toString() {
    return "NewUser[" + email + "]";
  }
}

package dev.roost.rooms.access;

/**
 * An invite that was just made.
 *
 * @param token the secret of its link, which the server shows once and does not store
 */
public record NewInvite(Invite invite, String token) {
  /** Without the token. */
  @Override
  public String toString() {
    return "NewInvite[" + invite + "]";
  }
}

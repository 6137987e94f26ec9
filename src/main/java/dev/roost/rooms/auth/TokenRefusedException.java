package dev.roost.rooms.auth;

/** A token is not good. The message says why, and holds nothing of the token. */
public final class TokenRefusedException extends Exception {

  TokenRefusedException(String reason) {
    super(reason, null, false, false);
  }

  /** Why. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}

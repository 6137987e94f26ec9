package dev.roost.rooms.users;

/** There is a user with that e-mail address already. */
public final class EmailTakenException extends Exception {

  /** For any address. */
  public EmailTakenException() {
    super("the e-mail address is taken", null, false, false);
  }
}

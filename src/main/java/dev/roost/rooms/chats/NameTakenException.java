package dev.roost.rooms.chats;

/** There is a chat of that name already. */
public final class NameTakenException extends Exception {

  /** For any name. */
  public NameTakenException() {
    super("the name is taken", null, false, false);
  }
}

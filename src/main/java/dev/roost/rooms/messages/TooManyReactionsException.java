package dev.roost.rooms.messages;

/** A message has as many reactions as it may have. */
public final class TooManyReactionsException extends Exception {

  /** For any message. */
  public TooManyReactionsException() {
    super("the message has too many reactions", null, false, false);
  }
}

package dev.roost.rooms.database;

/** There are as many as there may be. */
public final class LimitReachedException extends Exception {

  /** Of anything. */
  public LimitReachedException() {
    super("there are as many as there may be", null, false, false);
  }
}

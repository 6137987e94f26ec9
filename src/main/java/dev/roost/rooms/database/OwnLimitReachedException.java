package dev.roost.rooms.database;

/** There are as many of one account as it may have. */
public final class OwnLimitReachedException extends Exception {
  private final int max;

  /** Of anything. */
  public OwnLimitReachedException(int max) {
    super("the account has as many as it may have", null, false, false);
    this.max = max;
  }

  /** How many it may have. */
  public int max() {
    return max;
  }
}

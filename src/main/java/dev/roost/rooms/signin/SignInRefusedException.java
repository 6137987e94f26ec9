package dev.roost.rooms.signin;

/** The client may not try a password, or ask for a reset link, now. */
public final class SignInRefusedException extends Exception {
  private final boolean busy;
  private final long secondsToWait;

  private SignInRefusedException(String message, boolean busy, long secondsToWait) {
    super(message, null, false, false);
    this.busy = busy;
    this.secondsToWait = secondsToWait;
  }

  /** The client tried too often. */
  public static SignInRefusedException tooOften(long secondsToWait) {
    return new SignInRefusedException("too many attempts", false, secondsToWait);
  }

  /** The server has too much to do. */
  public static SignInRefusedException busy() {
    return new SignInRefusedException("the server is busy", true, 1);
  }

  /** Whether the server has too much to do, rather than the client tried too often. */
  public boolean isBusy() {
    return busy;
  }

  /** After how many seconds the client may try again. */
  public long secondsToWait() {
    return secondsToWait;
  }
}

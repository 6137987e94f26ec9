package dev.roost.testing;

import dev.roost.SocketListener;
import java.util.ArrayList;
import java.util.List;

/**
 * The exceptions of the tested code, so that an assertion that fails because of one shows it. Safe
 * for any thread.
 */
final class Crashes implements SocketListener {
  private final List<Throwable> failures = new ArrayList<>();

  @Override
  public void crashed(Crashed event) {
    add(event.failure());
  }

  synchronized void add(Throwable failure) {
    failures.add(failure);
  }

  /** Gives an assertion's failure the crashes so far, the first as its cause. */
  synchronized AssertionError explain(AssertionError failed) {
    for (Throwable failure : failures) {
      if (failed.getCause() == null) {
        failed.initCause(failure);
      } else if (failed.getCause() != failure) {
        failed.addSuppressed(failure);
      }
    }
    return failed;
  }
}

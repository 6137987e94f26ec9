package dev.roost.internal.session;

import org.slf4j.Logger;

/** How exceptions of user code are logged. */
public enum CrashLog {
  /** As one line and the stack trace. */
  WITH_STACK_TRACES,
  /** As one line; the stack trace follows at debug level. */
  ONE_LINE;

  /**
   * Logs an exception at ERROR.
   *
   * @param log the logger of the class that caught it
   * @param subject the channel or socket that failed, for one line
   * @param callback the callback that failed
   */
  void error(Logger log, String subject, String callback, Throwable failure) {
    // An unknown event has no stack trace: a client can cause it at will.
    boolean withTrace = this == WITH_STACK_TRACES && failure.getStackTrace().length > 0;
    if (withTrace) {
      log.error("{} crashed in {}: {}", subject, callback, Crash.line(failure), failure);
    } else {
      log.error("{} crashed in {}: {}", subject, callback, Crash.line(failure));
      log.debug("{} crashed", subject, failure);
    }
  }
}

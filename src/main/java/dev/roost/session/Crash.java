package dev.roost.session;

/** How user code and its failures are told in one line of the log. */
final class Crash {
  private static final int MAX_LENGTH = 200;

  private Crash() {}

  /** The exception, its message, and the place it was thrown at. */
  static String line(Throwable failure) {
    StringBuilder line = new StringBuilder(failure.getClass().getName());
    String message = failure.getMessage();
    if (message != null) {
      line.append(": ").append(flat(message));
    }
    StackTraceElement[] trace = failure.getStackTrace();
    if (trace.length > 0) {
      line.append(" at ").append(trace[0]);
    }
    return line.toString();
  }

  /** Text that clients may have made up, cut short and without what could begin another line. */
  static String flat(String text) {
    String start = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    return start.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
  }
}

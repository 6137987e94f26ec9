package dev.roost.session;

/** How a failure of user code is told in one line of the log. */
final class Crash {
  private static final int MAX_MESSAGE = 200;

  private Crash() {}

  /** The exception, its message without line breaks, and the place it was thrown at. */
  static String line(Throwable failure) {
    StringBuilder line = new StringBuilder(failure.getClass().getName());
    String message = failure.getMessage();
    if (message != null) {
      String flat = message.replaceAll("[\\r\\n]+", " ");
      line.append(": ")
          .append(flat.length() > MAX_MESSAGE ? flat.substring(0, MAX_MESSAGE) + "…" : flat);
    }
    StackTraceElement[] trace = failure.getStackTrace();
    if (trace.length > 0) {
      line.append(" at ").append(trace[0]);
    }
    return line.toString();
  }
}

package dev.roost.internal.session;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats failures of user code for one line of the log. */
final class Crash {
  private static final int MAX_LENGTH = 200;
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

  private static final List<String> LIBRARIES =
      List.of(
          "java.",
          "jdk.",
          "io.vertx.",
          "io.netty.",
          "com.fasterxml.jackson.",
          "dev.roost.channel.",
          "dev.roost.internal.session.",
          "dev.roost.internal.pubsub.",
          "dev.roost.serializer.");

  private Crash() {}

  /** The exception, its message, and the line of the user's code it came from. */
  static String line(Throwable failure) {
    StringBuilder line = new StringBuilder(failure.getClass().getName());
    String message = failure.getMessage();
    if (message != null) {
      line.append(": ").append(flat(message));
    }
    StackTraceElement place = place(failure.getStackTrace());
    if (place != null) {
      line.append(" at ").append(place);
    }
    return line.toString();
  }

  /** The innermost call of the user's own code; of a library's where there is none. */
  private static @Nullable StackTraceElement place(StackTraceElement[] trace) {
    for (StackTraceElement call : trace) {
      if (LIBRARIES.stream().noneMatch(call.getClassName()::startsWith)) {
        return call;
      }
    }
    return trace.length == 0 ? null : trace[0];
  }

  /** Text that clients may have made up, cut short and without what could begin another line. */
  static String flat(String text) {
    String start = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    return isPrintableAscii(start) ? start : BREAKS.matcher(start).replaceAll(" ");
  }

  // Nearly all topics and events are, and this is asked at each callback with a log context.
  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}

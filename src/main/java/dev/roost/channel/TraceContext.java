package dev.roost.channel;

import dev.roost.channel.ConnectInfo.Header;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The trace that the request which opened a connection is part of, as W3C Trace Context has it. A
 * client can send any value: use it to find messages, never as proof.
 *
 * @param traceparent the header, which is valid
 * @param tracestate the header, or null if there is none, or one that is too long
 */
public record TraceContext(String traceparent, @Nullable String tracestate) {
  private static final Pattern VERSION_00 =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int LENGTH = 55;
  private static final int MAX_LENGTH = 256;
  private static final int MAX_STATE = 512;
  private static final int TRACE_ID = 3;
  private static final int PARENT_ID = 36;
  private static final int FLAGS = 53;

  /**
   * Checks the first.
   *
   * @throws IllegalArgumentException if it is no valid {@code traceparent}
   */
  public TraceContext {
    if (!isValid(traceparent)) {
      throw new IllegalArgumentException("no valid traceparent");
    }
  }

  // Versions to come begin like the first one, and may have more behind it; ff is none.
  private static boolean isValid(String header) {
    if (header.length() == LENGTH || header.startsWith("00")) {
      return !header.startsWith("ff")
          && VERSION_00.matcher(header.replaceFirst("^[0-9a-f]{2}-", "00-")).matches();
    }
    return header.length() > LENGTH
        && header.length() <= MAX_LENGTH
        && header.charAt(LENGTH) == '-'
        && isValid(header.substring(0, LENGTH));
  }

  /** Reads the headers; null if they have no {@code traceparent}, several, or a wrong one. */
  static @Nullable TraceContext of(List<Header> headers) {
    List<String> parents = named(headers, "traceparent");
    if (parents.size() != 1 || !isValid(parents.get(0))) {
      return null;
    }
    String state = named(headers, "tracestate").stream().collect(Collectors.joining(","));
    boolean usable = !state.isEmpty() && state.length() <= MAX_STATE;
    return new TraceContext(parents.get(0), usable ? state : null);
  }

  private static List<String> named(List<Header> headers, String name) {
    return headers.stream().filter(each -> each.name().equals(name)).map(Header::value).toList();
  }

  /** The trace, 32 hexadecimal digits. */
  public String traceId() {
    return traceparent.substring(TRACE_ID, TRACE_ID + 32);
  }

  /** The span that made the request, 16 hexadecimal digits. */
  public String parentId() {
    return traceparent.substring(PARENT_ID, PARENT_ID + 16);
  }

  /** Whether the caller records the trace. */
  public boolean isSampled() {
    return (Integer.parseInt(traceparent.substring(FLAGS, FLAGS + 2), 16) & 1) == 1;
  }
}

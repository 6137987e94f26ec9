package dev.roost.live;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A path with parameters, such as {@code /chats/:id}. */
final class RoutePattern {
  private final String pattern;
  private final List<String> segments;

  private RoutePattern(String pattern, List<String> segments) {
    this.pattern = pattern;
    this.segments = segments;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it does not begin with a slash, or names a parameter twice
   */
  static RoutePattern of(String pattern) {
    if (!pattern.startsWith("/")) {
      throw new IllegalArgumentException(
          "expected a path that begins with a slash, found " + pattern);
    }
    List<String> segments = split(pattern);
    Set<String> names = new HashSet<>();
    for (String segment : segments) {
      if (segment.startsWith(":") && (segment.length() == 1 || !names.add(segment))) {
        throw new IllegalArgumentException(
            "expected a unique name for each parameter, found " + pattern);
      }
    }
    return new RoutePattern(pattern, segments);
  }

  /** The parameters of a path by name, decoded; null if the path is another. */
  @Nullable Map<String, String> match(String path) {
    List<String> given = split(path);
    if (given.size() != segments.size()) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < given.size(); i++) {
      String segment = segments.get(i);
      String text = decode(given.get(i));
      if (text == null) {
        return null;
      }
      if (segment.startsWith(":")) {
        parameters.put(segment.substring(1), text);
      } else if (!segment.equals(text)) {
        return null;
      }
    }
    return parameters;
  }

  /** Empty segments do not count, as in Phoenix. */
  private static List<String> split(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }

  private static @Nullable String decode(String segment) {
    try {
      // A plus is a plus within a path.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return pattern;
  }
}

package dev.roost.rooms.database;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Points in time as they are stored: milliseconds since 1970, UTC. */
public final class Times {
  private Times() {}

  /** Now. */
  public static long now() {
    return System.currentTimeMillis();
  }

  /** In the form of ISO 8601; null for null. */
  public static @Nullable String textOrNull(@Nullable Long time) {
    return time == null ? null : text(time);
  }

  /** In the form of ISO 8601. */
  public static String text(long time) {
    return Instant.ofEpochMilli(time).toString();
  }
}

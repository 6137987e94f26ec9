package dev.roost.rooms.database;

import java.time.Instant;

/** Points in time as they are stored: milliseconds since 1970, UTC. */
public final class Times {
  private Times() {}

  /** Now. */
  public static long now() {
    return System.currentTimeMillis();
  }

  /** In the form of ISO 8601. */
  public static String text(long time) {
    return Instant.ofEpochMilli(time).toString();
  }
}

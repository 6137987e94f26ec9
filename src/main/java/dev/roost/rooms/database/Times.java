package dev.roost.rooms.database;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Points in time as they are stored and told: in UTC, to the millisecond. */
public final class Times {
  private Times() {}

  /** Now. */
  public static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
  }

  /** In the form of ISO 8601. */
  public static String text(OffsetDateTime time) {
    return time.toInstant().truncatedTo(ChronoUnit.MILLIS).toString();
  }
}

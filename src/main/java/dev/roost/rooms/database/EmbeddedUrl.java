package dev.roost.rooms.database;

import dev.roost.rooms.config.DatabasePlace.Embedded;

/** How H2 is to keep its files. */
final class EmbeddedUrl {
  static final String USER = "sa";

  private EmbeddedUrl() {}

  static String of(Embedded place) {
    if (place.shared()) {
      // The server that opens the files first lets the others in. H2 reads this when it starts.
      System.setProperty("h2.bindAddress", "127.0.0.1");
    }
    return "jdbc:h2:file:"
        + place.directory().toAbsolutePath().resolve("roost")
        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
        // Otherwise a commit is written up to half a second later, and not if we are killed.
        + ";WRITE_DELAY=0"
        + ";LOCK_TIMEOUT=10000"
        // What goes wrong, exceptions say; H2 would write it into a file of its own, too.
        + ";TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0"
        // We close it ourselves, when nobody uses it any more; shared, H2 insists on doing so.
        + (place.shared() ? ";AUTO_SERVER=TRUE" : ";DB_CLOSE_ON_EXIT=FALSE");
  }
}

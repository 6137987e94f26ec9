package dev.roost.rooms.database;

/**
 * The database cannot be used for now, which is logged already. Nothing was stored; a commit whose
 * answer got lost on the way from a PostgreSQL server may have been.
 */
public final class DatabaseUnavailableException extends Exception {
  /** The delay after which clients may try again. */
  public static final int RETRY_AFTER_SECONDS = 5;

  /** The reason for clients, in channels and over HTTP. */
  public static final String REASON = "unavailable";

  private final Outage outage;

  /** For this outage. */
  public DatabaseUnavailableException(Outage outage) {
    super("database unavailable: " + outage.reason(), null, false, false);
    this.outage = outage;
  }

  /** Why it cannot be used. */
  public Outage outage() {
    return outage;
  }
}

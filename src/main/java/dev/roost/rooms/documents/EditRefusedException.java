package dev.roost.rooms.documents;

import java.util.Map;

/** An edit cannot be done, and the document is as before. */
public final class EditRefusedException extends Exception {
  private final transient Map<String, Object> reply;

  private EditRefusedException(Map<String, Object> reply) {
    super(String.valueOf(reply), null, false, false);
    this.reply = reply;
  }

  /** It does not fit the document, or is none at all. */
  public static EditRefusedException invalid() {
    return new EditRefusedException(Map.of("reason", "invalid"));
  }

  /** It is for another version. */
  public static EditRefusedException stale(long version) {
    return new EditRefusedException(Map.of("reason", "stale", "version", version));
  }

  /** The text would be too large. */
  public static EditRefusedException tooLarge(int limit) {
    return new EditRefusedException(Map.of("reason", "too_large", "limit", limit));
  }

  /** There are too many changes in one push. */
  public static EditRefusedException tooMany(int limit) {
    return new EditRefusedException(Map.of("reason", "too_many", "limit", limit));
  }

  /** What the client is told. */
  public Map<String, Object> reply() {
    return reply;
  }
}

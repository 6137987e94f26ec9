package dev.roost.rooms.documents;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An edit cannot be done, and the document is as before. */
public final class EditRefusedException extends Exception {
  private final transient Map<String, Object> reply;

  private EditRefusedException(String reason) {
    this(reason, Map.of("reason", reason));
  }

  private EditRefusedException(String reason, String member, Object value) {
    this(reason, inOrder(reason, member, value));
  }

  private static Map<String, Object> inOrder(String reason, String member, Object value) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("reason", reason);
    reply.put(member, value);
    return Collections.unmodifiableMap(reply);
  }

  private EditRefusedException(String reason, Map<String, Object> reply) {
    super(reason, null, false, false);
    this.reply = reply;
  }

  /** It does not fit the document, or is malformed. */
  public static EditRefusedException invalid() {
    return new EditRefusedException("invalid");
  }

  /** It is for another version. */
  public static EditRefusedException stale(long version) {
    return new EditRefusedException("stale", "version", version);
  }

  /** The text would be too large. */
  public static EditRefusedException tooLarge(int limit) {
    return new EditRefusedException("too_large", "limit", limit);
  }

  /**
   * The editor's budget does not pay for more now.
   *
   * @param reply the reply to the client
   */
  public static EditRefusedException rateLimited(Map<String, Object> reply) {
    return new EditRefusedException("rate_limited", reply);
  }

  /** The editor may not edit the document now. */
  public static EditRefusedException refused(String reason) {
    return new EditRefusedException(reason);
  }

  /** There are too many changes in one push. */
  public static EditRefusedException tooMany(int limit) {
    return new EditRefusedException("too_many", "limit", limit);
  }

  /** The error reply to the client. */
  public Map<String, Object> reply() {
    return reply;
  }
}

package dev.roost.serializer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payload does not fit the type it was decoded as: the client's mistake. A channel that lets it
 * pass answers the push or join with {@link #toReply()} instead of crashing.
 */
public final class InvalidPayloadException extends IllegalArgumentException {
  /** The {@code reason} of the error reply. */
  public static final String REASON = "invalid payload";

  /** Messages by the path of the member. */
  private final Map<String, String> errors;

  /**
   * An exception for these members.
   *
   * @param message for the server's log
   * @param errors what is wrong with each member, by its path such as {@code author.name} or {@code
   *     tags[2]}; for the client, so without the server's class names. Empty if the value as a
   *     whole is wrong
   */
  public InvalidPayloadException(
      String message, Map<String, String> errors, @Nullable Throwable cause) {
    super(message, cause);
    this.errors = Map.copyOf(errors);
  }

  /** The problem of each member, by its path. */
  public Map<String, String> errors() {
    return errors;
  }

  /**
   * The error reply to the client: {@code {"reason": "invalid payload", "errors": {path:
   * problem}}}.
   */
  public Map<String, Object> toReply() {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("reason", REASON);
    reply.put("errors", errors);
    return reply;
  }
}

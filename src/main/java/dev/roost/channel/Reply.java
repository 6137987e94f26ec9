package dev.roost.channel;

import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a join or a push.
 *
 * @param status {@code ok}, {@code error}, or another word that the client waits for with {@code
 *     receive(status, …)}
 * @param response what {@link Payload#of(Object)} takes; the endpoint's codec encodes it when the
 *     reply is sent. A value that has no JSON crashes the channel then
 */
public record Reply(String status, @Nullable Object response) implements Answer {
  private static final String OK = "ok";
  private static final String ERROR = "error";
  private static final Reply EMPTY_OK = new Reply(OK, Payload.EMPTY);
  private static final Reply EMPTY_ERROR = new Reply(ERROR, Payload.EMPTY);

  /** The status may not be null; a response of null is JSON's. */
  public Reply {
    Objects.requireNonNull(status);
  }

  /** Ok, with an empty object. */
  public static Reply ok() {
    return EMPTY_OK;
  }

  /**
   * Ok, with any value.
   *
   * @param response any value, see {@link #response}
   */
  public static Reply ok(@Nullable Object response) {
    return new Reply(OK, response);
  }

  /** Error, with an empty object. */
  public static Reply error() {
    return EMPTY_ERROR;
  }

  /**
   * Error, with any value.
   *
   * @param response any value, see {@link #response}
   */
  public static Reply error(@Nullable Object response) {
    return new Reply(ERROR, response);
  }

  /** A status of one's own with an empty object. */
  public static Reply of(String status) {
    return new Reply(status, Payload.EMPTY);
  }

  /**
   * A status of one's own with any value.
   *
   * @param response any value, see {@link #response}
   */
  public static Reply of(String status, @Nullable Object response) {
    return new Reply(status, response);
  }

  /**
   * The answer to a join that is known when the future completes. If the future fails, so does the
   * join.
   */
  public static Answer later(Future<Reply> reply) {
    return new LaterReply(reply);
  }

  @Override
  public Future<Reply> toFuture() {
    return Future.succeededFuture(this);
  }

  /** Whether the status is {@code ok}. */
  public boolean isOk() {
    return status.equals(OK);
  }

  /** Whether the status is {@code error}. */
  public boolean isError() {
    return status.equals(ERROR);
  }
}

package dev.roost.channel;

import dev.roost.wire.Payload;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a join or a push.
 *
 * @param status {@code ok}, {@code error}, or another word that the client waits for with {@code
 *     receive(status, …)}
 * @param response any JSON value, or binary
 */
public record Reply(String status, Payload response) {
  private static final String OK = "ok";
  private static final String ERROR = "error";
  private static final Reply EMPTY_OK = new Reply(OK, Payload.EMPTY);
  private static final Reply EMPTY_ERROR = new Reply(ERROR, Payload.EMPTY);

  /** Neither part may be null. */
  public Reply {
    Objects.requireNonNull(status);
    Objects.requireNonNull(response);
  }

  /** Ok, with an empty object. */
  public static Reply ok() {
    return EMPTY_OK;
  }

  /**
   * Ok, with any value.
   *
   * @param response see {@link Payload#of(Object)}
   */
  public static Reply ok(@Nullable Object response) {
    return new Reply(OK, Payload.of(response));
  }

  /** Error, with an empty object. */
  public static Reply error() {
    return EMPTY_ERROR;
  }

  /**
   * Error, with any value.
   *
   * @param response see {@link Payload#of(Object)}
   */
  public static Reply error(@Nullable Object response) {
    return new Reply(ERROR, Payload.of(response));
  }

  /** A status of one's own with an empty object. */
  public static Reply of(String status) {
    return new Reply(status, Payload.EMPTY);
  }

  /**
   * A status of one's own with any value.
   *
   * @param response see {@link Payload#of(Object)}
   */
  public static Reply of(String status, @Nullable Object response) {
    return new Reply(status, Payload.of(response));
  }

  /** This reply at once, for a {@link Channel#join} that needs no time. */
  public Future<Reply> now() {
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

package dev.roost.channel;

import dev.roost.serializer.Payload;
import dev.roost.serializer.Ref;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * A message from the client to its channel.
 *
 * <p>It may be answered in {@link Channel#handleIn}, or later by keeping the push (Phoenix's {@code
 * socket_ref}), more than once, or not at all. Answers may come from any thread. An answer that
 * comes after the channel ended is dropped.
 */
public interface Push {

  /** The event, such as {@code new_msg}. */
  String event();

  /** The payload that the client sent. */
  Payload payload();

  /** The ref to answer under, or null if the client expects no answer. */
  @Nullable Ref ref();

  /**
   * Answers. A push without a ref can be answered only until its {@link Channel#handleIn} returns;
   * later, the channel crashes, as in Phoenix.
   */
  void reply(Reply reply);

  /**
   * Answers when the future completes. If it fails, the channel crashes as if {@link
   * Channel#handleIn} had thrown. Messages that come meanwhile are handled meanwhile; see {@link
   * Channel#hold} to keep them waiting.
   */
  void reply(Future<Reply> reply);

  /** Answers ok with an empty object. */
  default void ok() {
    reply(Reply.ok());
  }

  /**
   * Answers ok with any value.
   *
   * @param response any value, see {@link Reply#response}
   */
  default void ok(@Nullable Object response) {
    reply(Reply.ok(response));
  }

  /** Answers error with an empty object. */
  default void error() {
    reply(Reply.error());
  }

  /**
   * Answers error with any value, such as {@code Map.of("reason", "not allowed")}.
   *
   * @param response any value, see {@link Reply#response}
   */
  default void error(@Nullable Object response) {
    reply(Reply.error(response));
  }

  /**
   * Crashes the channel, for an event that it does not know: the client gets {@code phx_error} and
   * rejoins. Phoenix does so where no {@code handle_in} clause matches.
   */
  void unknown();
}

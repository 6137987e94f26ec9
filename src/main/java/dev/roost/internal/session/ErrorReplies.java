package dev.roost.internal.session;

import dev.roost.channel.Channel;
import dev.roost.channel.ErrorHandler;
import dev.roost.channel.Reply;
import dev.roost.serializer.InvalidPayloadException;
import org.jspecify.annotations.Nullable;

/** Asks the error handlers of a channel, in their order. */
final class ErrorReplies {
  private ErrorReplies() {}

  /**
   * The reply that an error handler makes of an exception, or null if it is a crash.
   *
   * @param channel null if its factory failed
   * @param others the handlers of the socket and the endpoint
   */
  static @Nullable Reply of(Throwable failure, @Nullable Channel channel, ErrorHandler others) {
    try {
      Reply reply = channel == null ? null : channel.onError(failure);
      if (reply == null) {
        reply = others.onError(failure);
      }
      if (reply == null && failure instanceof InvalidPayloadException invalid) {
        reply = Reply.error(invalid.toReply());
      }
      return reply;
    } catch (RuntimeException handlerFailure) {
      failure.addSuppressed(handlerFailure);
      return null;
    }
  }
}

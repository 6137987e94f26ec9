package dev.roost.channel;

import org.jspecify.annotations.Nullable;

/**
 * Turns exceptions of channels into replies. It is asked when {@link Channel#join} or {@link
 * Channel#handleIn} throws, or the future that they answer with fails.
 *
 * <p>The channel's own {@link Channel#onError} is asked first, then the socket's handler, then the
 * endpoint's. If all return null, an {@link dev.roost.serializer.InvalidPayloadException} is
 * answered with its {@linkplain dev.roost.serializer.InvalidPayloadException#toReply() errors}, and
 * any other exception crashes the channel. Phoenix crashes for all of them.
 *
 * <p>Called on the connection's event loop; must not block.
 */
@FunctionalInterface
public interface ErrorHandler {
  /** Leaves every exception to the next handler. */
  ErrorHandler NONE = failure -> null;

  /**
   * Returns the reply to the join or push that failed, or null for the next handler.
   *
   * @return for a join, an error: any other reply crashes it
   */
  @Nullable Reply onError(Throwable failure);

  /** Asks {@code next} for what this handler leaves. */
  default ErrorHandler orElse(ErrorHandler next) {
    return failure -> {
      Reply reply = onError(failure);
      return reply != null ? reply : next.onError(failure);
    };
  }
}

package dev.roost.channel;

/**
 * Handles the messages of one event, decoded. See {@link Channel#on(String, Class, EventHandler)}.
 *
 * <p>A handler that asks first, and then calls another one, adds authorization or a rate:
 *
 * <pre>{@code
 * private <T> EventHandler<T> onlyAdmins(EventHandler<T> handler) {
 *   return (message, push) -> {
 *     if (admin) {
 *       handler.handle(message, push);
 *     } else {
 *       push.error(Map.of("reason", "not allowed"));
 *     }
 *   };
 * }
 * }</pre>
 *
 * @param <T> the type of the payload
 */
@FunctionalInterface
public interface EventHandler<T> {

  /**
   * Handles a message, as {@link Channel#handleIn} would.
   *
   * @param message the payload
   * @param push the message it came in, to be answered
   * @throws Exception to crash the channel, unless an {@link ErrorHandler} makes a reply of it
   */
  void handle(T message, Push push) throws Exception;
}

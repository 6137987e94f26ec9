package dev.roost.channel;

/**
 * Handles the messages of one event, decoded, and answers each. See {@link Channel#answer}.
 *
 * @param <T> the type of the payload
 */
@FunctionalInterface
public interface AnswerHandler<T> {

  /**
   * Handles a message.
   *
   * @param message the payload
   * @param push the message it came in; the channel answers it with the result
   * @return a {@link Reply}, or {@link Reply#later}
   * @throws Exception to crash the channel, unless an {@link ErrorHandler} makes a reply of it
   */
  Answer handle(T message, Push push) throws Exception;
}

package dev.roost.channel;

/** Handles the messages of one event. See {@link Channel#on(String, PushHandler)}. */
@FunctionalInterface
public interface PushHandler {

  /**
   * Handles a message, as {@link Channel#handleIn} would.
   *
   * @throws Exception to crash the channel, unless an {@link ErrorHandler} makes a reply of it
   */
  void handle(Push push) throws Exception;
}

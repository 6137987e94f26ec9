package dev.roost.routes;

/** A request to publish that the sender has to change. The message says how. */
final class PublishException extends Exception {
  private static final long serialVersionUID = 1L;

  PublishException(String message) {
    super(message, null, false, false);
  }
}

package dev.roost.internal.session;

/** Crashes the channel. Without a stack trace: the event says it all. */
final class UnknownEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownEventException(String event) {
    super("no handler for the event " + event, null, false, false);
  }
}

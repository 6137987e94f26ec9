package dev.roost.live;

/** A page pushed an event that its view does not handle. */
public final class UnknownEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownEventException(String event) {
    super("no handler for the event " + event);
  }
}

package dev.roost.live;

/** Carries a checked exception of a callback; its cause is the view's crash. */
final class CallbackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CallbackException(Exception cause) {
    super(cause);
  }
}

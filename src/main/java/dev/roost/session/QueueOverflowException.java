package dev.roost.session;

/**
 * More messages wait for a channel than its limits allow. Without a stack trace: clients cause it.
 */
final class QueueOverflowException extends RuntimeException {
  QueueOverflowException() {
    super("more waits than maxQueuedMessages or maxQueuedBytes allow", null, false, false);
  }
}

package dev.roost.internal.session;

/**
 * More messages wait for a channel than its limits allow. Without a stack trace: clients cause it.
 */
final class QueueOverflowException extends RuntimeException {
  QueueOverflowException() {
    super("more waits than maxQueuedMessages or maxQueuedBytes allow", null, false, false);
  }
}

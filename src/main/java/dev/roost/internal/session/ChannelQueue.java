package dev.roost.internal.session;

import dev.roost.SocketLimits;
import io.vertx.core.Future;

/**
 * Brings messages to one channel in order. Messages that it cannot handle at once wait in the
 * {@link Mailbox}: while the join is pending, while the channel is held or runs a callback, and
 * always for messages that come from other channels' callbacks.
 */
abstract class ChannelQueue extends CallbackRunner {
  private final SocketSession session;
  private final Mailbox mailbox = new Mailbox();
  private boolean overflowing;
  private int holds;

  ChannelQueue(SocketSession session) {
    this.session = session;
  }

  abstract boolean isJoining();

  abstract boolean isJoined();

  abstract boolean hasEnded();

  /** Handles a message; no callback is running. */
  abstract void handle(Object message);

  final SocketSession session() {
    return session;
  }

  final Mailbox mailbox() {
    return mailbox;
  }

  /** Takes a message when no callback can be running. */
  final void handleOrEnqueue(Object message) {
    if (hasEnded()) {
      return;
    }
    if (canHandle() && mailbox.isEmpty()) {
      handle(message);
    } else {
      enqueue(message);
    }
  }

  /** Takes a message when a callback may be running, of this channel or another. */
  final void enqueueLater(Object message) {
    if (!hasEnded() && enqueue(message)) {
      session.loop().execute(this::drain);
    }
  }

  private boolean canHandle() {
    return isJoined() && holds == 0 && !isInCallback() && !overflowing;
  }

  private boolean enqueue(Object message) {
    if (overflowing) {
      return false;
    }
    // Messages that wait for the loop's current work only are bounded by that work.
    boolean bounded = isJoining() || holds > 0 || isBlocking();
    SocketLimits limits = session.definition().options();
    if (!bounded
        || (mailbox.size() < limits.maxQueuedMessages()
            && mailbox.bytes() < limits.maxQueuedBytes())) {
      mailbox.add(message);
      return true;
    }
    overflowing = true;
    mailbox.clear();
    session.definition().metrics().countQueueOverflow();
    // Not at once: we may be in the middle of a delivery or a callback.
    session.loop().execute(() -> crash("waiting", new QueueOverflowException()));
    return false;
  }

  @Override
  final void drain() {
    while (canHandle()) {
      Object message = mailbox.poll();
      if (message == null) {
        return;
      }
      handle(message);
    }
  }

  /** Keeps messages waiting until the future completes; its failure is the channel's crash. */
  final void hold(Future<?> until) {
    holds++;
    session
        .loop()
        .whenDone(
            until,
            result -> {
              holds--;
              if (result.failed()) {
                crash("hold", result.cause());
              } else {
                drain();
              }
            });
  }
}

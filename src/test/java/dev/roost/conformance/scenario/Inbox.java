package dev.roost.conformance.scenario;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The unread messages of a client, in order. */
public final class Inbox {
  private final BlockingQueue<Received> unread = new LinkedBlockingQueue<>();

  /** Adds a message. */
  public void arrive(Received received) {
    unread.add(received);
  }

  /** Waits for the next message and removes it; empty after the timeout. */
  Optional<Received> next(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(unread.poll(timeout.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** The next message without removing it. */
  Optional<Received> peek() {
    return Optional.ofNullable(unread.peek());
  }
}

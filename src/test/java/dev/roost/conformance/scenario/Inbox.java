package dev.roost.conformance.scenario;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What has reached a client and was not read yet, in order. */
public final class Inbox {
  private final BlockingQueue<Received> unread = new LinkedBlockingQueue<>();

  /** Something came. */
  public void arrive(Received received) {
    unread.add(received);
  }

  /** The next thing, as soon as it is there, or nothing if it is not there in time. */
  Optional<Received> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(unread.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** What would be next now, left where it is. */
  Optional<Received> peek() {
    return Optional.ofNullable(unread.peek());
  }
}

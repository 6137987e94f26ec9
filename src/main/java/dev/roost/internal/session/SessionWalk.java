package dev.roost.internal.session;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Visits the sessions of one event loop, on that loop, a slice at a time: with many sessions, one
 * task for all of them would delay their messages by tens of milliseconds.
 */
final class SessionWalk {
  /** A slice takes well below a millisecond. */
  static final int SLICE = 1_000;

  private final EventLoop loop;
  private final Consumer<Session> visitor;
  private final Promise<Void> done = Promise.promise();

  private SessionWalk(EventLoop loop, Consumer<Session> visitor) {
    this.loop = loop;
    this.visitor = visitor;
  }

  /**
   * Starts a visit of the sessions that there are when the event loop begins with it.
   *
   * @return completes on the event loop
   */
  static Future<Void> start(EventLoop loop, Set<Session> sessions, Consumer<Session> visitor) {
    SessionWalk walk = new SessionWalk(loop, visitor);
    walk.later(() -> walk.slice(List.copyOf(sessions), 0));
    return walk.done.future();
  }

  private void later(Runnable step) {
    try {
      loop.execute(step);
    } catch (RejectedExecutionException shutDown) {
      done.fail(shutDown);
    }
  }

  private void slice(List<Session> all, int begin) {
    int end = Math.min(all.size(), begin + SLICE);
    all.subList(begin, end).forEach(visitor);
    if (end < all.size()) {
      later(() -> slice(all, end));
    } else {
      done.complete();
    }
  }
}

package dev.roost.live;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;

/** The event loop that owns a view. Safe for any thread. */
final class LiveLoop {
  private final ContextInternal context;

  private LiveLoop(ContextInternal context) {
    this.context = context;
  }

  /** The event loop of the caller. */
  static LiveLoop current(Vertx vertx) {
    return new LiveLoop(((VertxInternal) vertx).getOrCreateContext());
  }

  /** Whether the caller is on this event loop. */
  boolean isCurrent() {
    return context.nettyEventLoop().inEventLoop();
  }

  ContextInternal context() {
    return context;
  }

  /** Runs code on this event loop, after what waits for it already. */
  void execute(Runnable code) {
    context.runOnContext(start -> code.run());
  }

  /**
   * A future with the same outcome, whose handlers run on this event loop: at once if the outcome
   * is known already and the caller is on the event loop.
   */
  <T> Future<T> transfer(Future<T> from) {
    Promise<T> here = Promise.promise();
    if (from.isComplete() && isCurrent()) {
      here.handle(from);
    } else {
      from.onComplete(outcome -> complete(here, outcome));
    }
    return here.future();
  }

  private <T> void complete(Promise<T> here, AsyncResult<T> outcome) {
    if (!isCurrent()) {
      execute(() -> here.handle(outcome));
      return;
    }
    ContextInternal before = context.beginDispatch();
    try {
      here.handle(outcome);
    } finally {
      context.endDispatch(before);
    }
  }
}

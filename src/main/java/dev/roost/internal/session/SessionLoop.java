package dev.roost.internal.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The event loop that owns a session, with the Vert.x context in which user code runs on it:
 * futures that are made in a callback complete on this loop.
 */
public final class SessionLoop {
  private final ContextInternal context;
  private final EventLoop eventLoop;

  /**
   * @param context an event-loop context; contexts of one event loop may share a {@code
   *     SessionLoop}
   */
  public SessionLoop(Context context) {
    if (!context.isEventLoopContext()) {
      throw new IllegalArgumentException("sessions run on event loops");
    }
    // Not a request's own context, which would be kept as long as the session.
    this.context = ((ContextInternal) context).unwrap();
    this.eventLoop = this.context.nettyEventLoop();
  }

  /** The event loop. */
  public EventLoop eventLoop() {
    return eventLoop;
  }

  ContextInternal context() {
    return context;
  }

  /** Runs now, on this loop's thread, with the context set. */
  public void run(Runnable work) {
    ContextInternal previous = context.beginDispatch();
    try {
      work.run();
    } finally {
      context.endDispatch(previous);
    }
  }

  /** Runs soon, from any thread. */
  public void execute(Runnable work) {
    eventLoop.execute(() -> run(work));
  }

  /** Runs after a time, from any thread. */
  public ScheduledFuture<?> schedule(long millis, Runnable work) {
    return eventLoop.schedule(() -> run(work), millis, TimeUnit.MILLISECONDS);
  }

  /** Hands on the future's outcome on this loop, at once if it is known and we are on it. */
  public <T> void whenDone(Future<T> future, Handler<AsyncResult<T>> handler) {
    if (future.isComplete() && eventLoop.inEventLoop()) {
      handler.handle(future);
      return;
    }
    future.onComplete(
        result -> {
          if (eventLoop.inEventLoop()) {
            run(() -> handler.handle(result));
          } else {
            execute(() -> handler.handle(result));
          }
        });
  }

  <T> Future<T> executeBlocking(Callable<T> work) {
    return context.executeBlocking(work, false);
  }
}

package dev.roost.live;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.Callable;

/**
 * The thread of the callbacks of a {@link BlockingLiveView}: a virtual thread, or before JDK 21 a
 * worker.
 */
final class ViewThread {
  private final ContextInternal thread;

  /** A thread for the views of the current event loop. */
  ViewThread(Vertx vertx) {
    VertxInternal internal = (VertxInternal) vertx;
    thread =
        internal
            .contextBuilder()
            .withThreadingModel(
                internal.isVirtualThreadAvailable()
                    ? ThreadingModel.VIRTUAL_THREAD
                    : ThreadingModel.WORKER)
            .build();
  }

  /** Whether the caller runs here. */
  boolean isCurrent() {
    ContextInternal current = ContextInternal.current();
    return current != null && current.unwrap() == thread;
  }

  /** A promise whose future's handlers run here. */
  <T> Promise<T> promise() {
    return thread.promise();
  }

  /**
   * Runs code, after that of earlier calls.
   *
   * @param loop where the future completes
   */
  <T> Future<T> run(LiveLoop loop, Callable<? extends T> code) {
    Promise<T> done = loop.context().promise();
    thread.runOnContext(
        start -> {
          try {
            T result = code.call();
            done.complete(result);
          } catch (Throwable failure) {
            done.fail(failure);
          }
        });
    return done.future();
  }
}

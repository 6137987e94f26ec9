package dev.roost.internal.session;

import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the callbacks of one blocking channel, in order and one at a time, and brings each outcome
 * back to the event loop.
 */
final class BlockingCallbacks {
  private static final Logger log = LoggerFactory.getLogger(BlockingCallbacks.class);

  private final SessionLoop loop;
  private final ContextInternal thread;

  BlockingCallbacks(SessionLoop loop, BlockingThreads threads) {
    this.loop = loop;
    thread = threads.newContext(loop.context());
  }

  /**
   * Runs a callback.
   *
   * @param done receives the result or the exception, on the event loop. The actions of the
   *     callback on its channel are complete by then
   */
  <T> void run(Callable<T> callback, BiConsumer<@Nullable T, @Nullable Throwable> done) {
    thread.runOnContext(
        start -> {
          T result = null;
          Throwable failure = null;
          try {
            result = callback.call();
          } catch (Throwable thrown) {
            failure = thrown;
          }
          tell(done, result, failure);
        });
  }

  private <T> void tell(
      BiConsumer<@Nullable T, @Nullable Throwable> done,
      @Nullable T result,
      @Nullable Throwable failure) {
    try {
      loop.execute(() -> done.accept(result, failure));
    } catch (RejectedExecutionException shutDown) {
      log.debug("a callback ended after its event loop was shut down", failure);
    }
  }
}

package dev.roost.live;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The work that runs beside one view, by name. To be used in callbacks of the view. */
final class AsyncTasks {
  private final LivePort port;
  private final Map<String, Task<?>> running = new HashMap<>();

  AsyncTasks(LivePort port) {
    this.port = port;
  }

  private record Task<T>(Consumer<AsyncResult<T>> done) {
    void cancel() {
      done.accept(AsyncResult.cancelled());
    }
  }

  /** Work of the same name that is under way is forgotten, as if it had never been started. */
  <T> void start(String name, Future<T> work, Consumer<AsyncResult<T>> done) {
    Task<T> task = new Task<>(done);
    running.put(name, task);
    work.onComplete(
        ended ->
            port.run(
                () -> {
                  if (running.remove(name, task)) {
                    done.accept(
                        ended.succeeded()
                            ? AsyncResult.ok(ended.result())
                            : AsyncResult.failed(ended.cause()));
                  }
                }));
  }

  /** Reports the cancellation to the view, and drops the result of the work. */
  void cancel(String name) {
    Task<?> task = running.remove(name);
    if (task != null) {
      task.cancel();
    }
  }
}

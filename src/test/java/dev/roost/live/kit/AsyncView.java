package dev.roost.live.kit;

import dev.roost.live.AsyncResult;
import dev.roost.live.LiveView;
import dev.roost.live.Template;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /live/async}. */
final class AsyncView extends LiveView {
  private static final Template<AsyncView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <p id="n">{n}</p>
          <div id="data">{word}<b :if={hasResult} id="result">{data.value}</b></div>
          <p id="note">{note}</p>
          <button id="start" phx-click="start">start</button>
          <button id="ok" phx-click="finish" phx-value-with="42">ok</button>
          <button id="fail" phx-click="finish" phx-value-with="fail">fail</button>
          <button id="boom" phx-click="finish" phx-value-with="crash">crash</button>
          <button id="cancel" phx-click="cancel">cancel</button>
          <button id="run" phx-click="run">run</button>
          <button id="stop" phx-click="stop">stop</button>
          <button id="inc" phx-click="inc">+</button>
          """);

  AsyncResult<String> data = AsyncResult.none();
  String note = "idle";
  int n;
  Promise<String> last = Promise.promise();

  /** A task that fails without a crash. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
  }

  AsyncView() {
    on(
        "start",
        event -> {
          data = AsyncResult.loading();
          startAsync("data", task(), result -> data = result);
        });
    on("finish", event -> finish(Objects.requireNonNull(event.param("with"))));
    on("cancel", event -> cancelAsync("data"));
    on(
        "run",
        event -> {
          note = "running";
          startAsync("run", task(), result -> note = note(result));
        });
    on("stop", event -> cancelAsync("run"));
    on("inc", event -> n++);
  }

  private Future<String> task() {
    last = Promise.promise();
    return last.future();
  }

  private void finish(String with) {
    switch (with) {
      case "fail" -> last.tryFail(new Refused());
      case "crash" -> last.tryFail(new IllegalStateException("the task crashed"));
      default -> last.tryComplete(with);
    }
  }

  private static String note(AsyncResult<String> result) {
    if (result.isOk()) {
      return "done " + result.value();
    }
    return result.isCancelled() ? "cancelled" : isRefused(result) ? "refused refused" : "crashed";
  }

  private static boolean isRefused(AsyncResult<?> result) {
    @Nullable Throwable failure = result.failure();
    return failure instanceof Refused;
  }

  String word() {
    if (data.isOk()) {
      return "ok";
    }
    if (data.isCancelled()) {
      return "cancelled";
    }
    if (data.isFailed()) {
      return isRefused(data) ? "failed: refused" : "crashed";
    }
    return data.isLoading() ? "loading" : "never";
  }

  boolean hasResult() {
    return data.value() != null;
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}

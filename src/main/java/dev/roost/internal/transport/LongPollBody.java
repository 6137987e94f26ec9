package dev.roost.internal.transport;

import dev.roost.LongPollOptions;
import dev.roost.internal.session.AssemblyBudget;
import dev.roost.internal.session.AssemblyBudget.Assembly;
import dev.roost.internal.session.SessionLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the body of one request. A body may take any time while bytes arrive. A body that stalls is
 * given up after {@link LongPollOptions#stallMillis}. Its bytes count against the endpoint's {@link
 * AssemblyBudget}.
 */
final class LongPollBody {
  private static final Logger log = LoggerFactory.getLogger(LongPollBody.class);

  private final LongPollExchange exchange;
  private final SessionLoop loop;
  private final LongPollOptions options;
  private final Assembly assembly;
  private final Buffer body = Buffer.buffer();
  private Runnable onProgress = () -> {};
  private long progressNanos = System.nanoTime();
  private long toldNanos = progressNanos;
  private @Nullable ScheduledFuture<?> stalled;

  /**
   * A body that has not begun.
   *
   * @param onEnded called if the budget ends it, before the client is answered with 503
   */
  LongPollBody(
      LongPollExchange exchange,
      SessionLoop loop,
      LongPollOptions options,
      AssemblyBudget assemblies,
      Runnable onEnded) {
    this.exchange = exchange;
    this.loop = loop;
    this.options = options;
    this.assembly =
        assemblies.open(
            loop.eventLoop(),
            () -> {
              if (!exchange.isOver()) {
                log.warn(
                    "refusing request: partial messages of all clients exceed the budget"
                        + " held={} budget={}",
                    body.length(),
                    assemblies.maxBytes());
                onEnded.run();
                refuse(LongPollAnswer.UNAVAILABLE);
              }
            });
  }

  /** Reports arriving bytes, four times per session timeout. */
  LongPollBody onProgress(Runnable handler) {
    onProgress = handler;
    return this;
  }

  /** Reads the body, or answers 413 or 503 and lets the rest pass. */
  void read(HttpServerRequest request, Handler<Buffer> whenRead) {
    stalled = loop.schedule(LongPollTimes.stallMillis(options), this::checkProgress);
    request.exceptionHandler(
        hungUp -> {
          over();
          log.debug("a client disconnected while it sent a body", hungUp);
        });
    request.handler(this::append);
    request.endHandler(
        end -> {
          over();
          if (!exchange.isOver()) {
            whenRead.handle(body);
          }
        });
    // A handler in front of the socket may have paused it.
    request.resume();
  }

  private void append(Buffer bytes) {
    if (exchange.isOver()) {
      return;
    }
    if (body.length() + bytes.length() > options.maxBodyBytes()) {
      refuse(LongPollAnswer.TOO_LARGE);
      return;
    }
    body.appendBuffer(bytes);
    assembly.hold(body.length());
    progressNanos = System.nanoTime();
    if (progressNanos - toldNanos
        >= TimeUnit.MILLISECONDS.toNanos(LongPollTimes.inactivityMillis(options)) / 4) {
      toldNanos = progressNanos;
      onProgress.run();
    }
  }

  private void refuse(LongPollAnswer answer) {
    exchange.answerEmpty(answer.status());
    assembly.hold(0);
  }

  private void checkProgress() {
    long left =
        LongPollTimes.stallMillis(options)
            - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - progressNanos);
    if (left > 0) {
      stalled = loop.schedule(left, this::checkProgress);
    } else {
      assembly.hold(0);
      exchange.closeSlowClient();
    }
  }

  private void over() {
    assembly.hold(0);
    if (stalled != null) {
      stalled.cancel(false);
    }
  }
}

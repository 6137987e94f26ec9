package dev.roost.testing;

import dev.roost.internal.session.SessionLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one event loop that a test's endpoint runs on, and the test's way of waiting for it. */
final class TestLoop {
  /** How long the server may take for work that it has at hand: a machine may be busy. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final WorkerCount workers = new WorkerCount();
  private final Vertx vertx =
      Vertx.builder()
          .with(
              new VertxOptions()
                  .setEventLoopPoolSize(1)
                  .setMetricsOptions(new MetricsOptions().setEnabled(true)))
          .withMetrics(options -> workers)
          .build();
  private final SessionLoop sessions = new SessionLoop(vertx.getOrCreateContext());
  private final Crashes crashes = new Crashes();
  private Duration timeout;

  TestLoop(Duration timeout) {
    this.timeout = timeout;
  }

  void timeout(Duration newTimeout) {
    timeout = newTimeout;
  }

  Duration timeout() {
    return timeout;
  }

  Crashes crashes() {
    return crashes;
  }

  /** An assertion's failure, with the exceptions of the tested code that may explain it. */
  AssertionError failure(String message) {
    return crashes.explain(new AssertionError(message));
  }

  Vertx vertx() {
    return vertx;
  }

  SessionLoop sessions() {
    return sessions;
  }

  EventLoop eventLoop() {
    return sessions.eventLoop();
  }

  // -- Work on the loop, and waiting for it

  /** Runs on the loop, and waits until it has run. */
  void run(Runnable work) {
    ask(
        () -> {
          work.run();
          return true;
        });
  }

  private <T> T ask(Callable<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    sessions.execute(
        () -> {
          try {
            answer.complete(question.call());
          } catch (Throwable failure) {
            answer.completeExceptionally(failure);
          }
        });
    return await(answer, "the event loop is blocked");
  }

  /**
   * Waits for what the server is at work on.
   *
   * @param otherwise what an {@code AssertionError} says if it does not come
   */
  <T> T await(CompletableFuture<T> future, String otherwise) {
    if (eventLoop().inEventLoop()) {
      throw new IllegalStateException("assertions wait, which the event loop must not");
    }
    try {
      return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw failure(otherwise + " within " + LIMIT.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError failed) {
        throw crashes.explain(failed);
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  // -- Assertions

  /**
   * Removes the first expected message from an inbox. Waits for the timeout, and longer while the
   * server is at work.
   */
  Received take(Inbox inbox, ExpectedMessage wanted) {
    CompletableFuture<Received> found = new CompletableFuture<>();
    run(() -> inbox.expect(wanted, found));
    if (!arrives(found)) {
      settle();
      run(() -> inbox.failUnlessMet(found, wanted));
    }
    return await(found, "no " + wanted.what());
  }

  /** Whether the future completes before the timeout, with a value or a failure. */
  boolean arrives(CompletableFuture<?> future) {
    try {
      future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException failed) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }

  /** Fails if an inbox has what is wanted when the server has come to rest. */
  void refute(Inbox inbox, ExpectedMessage wanted) {
    settle();
    Optional<Received> found = ask(() -> inbox.find(wanted));
    if (found.isPresent()) {
      throw failure("unexpected " + wanted.what() + ": " + found.get());
    }
  }

  /** See {@link TestEndpoint#settle}. */
  void settle() {
    long start = System.nanoTime();
    while (!ask(this::isIdle)) {
      if (System.nanoTime() - start > LIMIT.toNanos() || !workers.awaitNone(LIMIT.toMillis())) {
        throw failure("the server does not come to rest within " + LIMIT.toSeconds() + " s");
      }
    }
  }

  // Workers first: one that ends leaves its result with the loop before it is counted as ended.
  private boolean isIdle() {
    return workers.none() && ((SingleThreadEventLoop) eventLoop()).pendingTasks() == 0;
  }

  void close() {
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the test's Vert.x does not close", e);
    }
  }
}

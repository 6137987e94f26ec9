package dev.roost.internal.session;

import dev.roost.channel.StopReason;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the callbacks of one channel, one at a time: on the event loop, or on a thread that may
 * block. An end or a crash that a callback causes happens once the callback has returned, so that
 * it does not find its channel ended under it.
 *
 * <p>A superclass and not an object of its own, as there is one for each joined topic.
 */
abstract class CallbackRunner {
  private @Nullable BlockingCallbacks blocking;
  private @Nullable StopReason stopping;
  private @Nullable Throwable failedInside;
  private boolean inCallback;

  /** A callback failed, or something between callbacks; no callback is running. */
  abstract void crashed(String callback, Throwable failure);

  /** Logs a failure without effect on the channel. */
  abstract void report(String callback, Throwable failure);

  /** Ends the channel; no callback is running. */
  abstract void stopNow(StopReason reason);

  /** A callback has returned without a failure. */
  abstract void returned();

  /** A callback on another thread has returned; what waits may be handled. */
  abstract void drain();

  /** Runs all callbacks of the channel by these threads from now on. */
  final void runOn(BlockingCallbacks threads) {
    blocking = threads;
  }

  final boolean isBlocking() {
    return blocking != null;
  }

  final boolean isInCallback() {
    return inCallback;
  }

  /** Runs a callback. */
  final void call(String callback, Runnable body) {
    inCallback = true;
    failedInside = null;
    if (blocking != null) {
      blocking.run(
          Executors.callable(body),
          (nothing, failure) -> {
            if (failure != null) {
              failedInside = failure;
            }
            returned(callback);
            drain();
          });
      return;
    }
    try {
      body.run();
    } catch (Throwable failure) {
      failedInside = failure;
    }
    returned(callback);
  }

  /**
   * Asks something of a blocking channel, on its thread.
   *
   * @param done receives the answer or the exception, on the event loop
   */
  final <T> void ask(Callable<T> question, BiConsumer<@Nullable T, @Nullable Throwable> done) {
    Objects.requireNonNull(blocking).run(question, done);
  }

  private void returned(String callback) {
    inCallback = false;
    if (failedInside != null) {
      crash(callback, failedInside);
      return;
    }
    if (stopping != null) {
      stopNow(stopping);
    }
    returned();
  }

  /** The channel crashes: now, or once the callback that runs has returned. */
  final void crash(String callback, Throwable failure) {
    if (inCallback) {
      failedInside = failure;
    } else {
      crashed(callback, failure);
    }
  }

  /** The channel ends: now, or once the callback that runs has returned. */
  final void stop(StopReason reason) {
    if (inCallback) {
      stopping = reason;
    } else {
      stopNow(reason);
    }
  }

  /**
   * Does what the channel asks for. In a callback on the event loop an exception goes to the
   * callback; else nothing would make the channel's crash of it.
   */
  final void runGuarded(Runnable action) {
    if (inCallback && blocking == null) {
      action.run();
    } else {
      runGuarded("a later action", action);
    }
  }

  /** An exception of the action is a crash of the channel. */
  final void runGuarded(String what, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException failure) {
      crash(what, failure);
    }
  }

  /** Runs the last callback, after one that may still run. */
  final void runTerminate(Runnable terminate) {
    // So that what is thrown by what it calls is logged as its own.
    inCallback = true;
    if (blocking == null) {
      runAtEnd(terminate);
    } else {
      blocking.run(
          Executors.callable(terminate),
          (nothing, failure) -> {
            if (failure != null) {
              report("terminate", failure);
            }
          });
    }
  }

  /** Does something that belongs to the end, and reports its failure only. */
  final void runAtEnd(Runnable action) {
    try {
      action.run();
    } catch (Throwable failure) {
      report("terminate", failure);
    }
  }
}

package dev.roost.live;

import org.jspecify.annotations.Nullable;

/**
 * The state of asynchronous work of a view, for its template. Immutable. Mirrors {@code
 * Phoenix.LiveView.AsyncResult}.
 *
 * @param <T> the value
 */
public final class AsyncResult<T> {
  private enum State {
    NONE,
    LOADING,
    OK,
    FAILED,
    CANCELLED
  }

  private final State state;
  private final @Nullable T value;
  private final @Nullable Throwable failure;

  private AsyncResult(State state, @Nullable T value, @Nullable Throwable failure) {
    this.state = state;
    this.value = value;
    this.failure = failure;
  }

  /** The work has not been started. */
  public static <T> AsyncResult<T> none() {
    return new AsyncResult<>(State.NONE, null, null);
  }

  /** The work is under way. */
  public static <T> AsyncResult<T> loading() {
    return new AsyncResult<>(State.LOADING, null, null);
  }

  /** The work has ended well. */
  public static <T> AsyncResult<T> ok(T value) {
    return new AsyncResult<>(State.OK, value, null);
  }

  /** The work has failed. */
  public static <T> AsyncResult<T> failed(Throwable failure) {
    return new AsyncResult<>(State.FAILED, null, failure);
  }

  /** The view does not want the result any more. */
  public static <T> AsyncResult<T> cancelled() {
    return new AsyncResult<>(State.CANCELLED, null, null);
  }

  /** Whether the work is under way. */
  public boolean isLoading() {
    return state == State.LOADING;
  }

  /** Whether the work has ended well. */
  public boolean isOk() {
    return state == State.OK;
  }

  /** Whether the work has failed. */
  public boolean isFailed() {
    return state == State.FAILED;
  }

  /** Whether the work was cancelled. */
  public boolean isCancelled() {
    return state == State.CANCELLED;
  }

  /** The value; null unless the work has ended well. */
  public @Nullable T value() {
    return value;
  }

  /** Why the work has failed; null unless it has. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** The state, never the value. */
  @Override
  public String toString() {
    return "AsyncResult[" + state + "]";
  }
}

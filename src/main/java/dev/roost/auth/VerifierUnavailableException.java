package dev.roost.auth;

import dev.roost.internal.options.Require;

/**
 * A token cannot be checked now, as the keys have not arrived or the like. The client gets 503 with
 * {@code Retry-After}. There is no stack trace.
 */
public final class VerifierUnavailableException extends Exception {
  /** For the header {@code Retry-After}. */
  private final int retryAfterSeconds;

  /**
   * An exception for this reason, which is logged.
   *
   * @param retryAfterSeconds when the client may try again, at least 1
   */
  public VerifierUnavailableException(String reason, int retryAfterSeconds) {
    super(reason, null, false, false);
    Require.positive("retryAfterSeconds", retryAfterSeconds);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** When the client may try again. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}

package dev.roost.live.html;

import org.jspecify.annotations.Nullable;

/**
 * A render failed: a path met null on its way, a method threw, or two entries of a list have the
 * same key. The message names the place in the template. The render state is unusable afterwards.
 */
public final class RenderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what the page says, and the exception of the template's value. */
  public RenderException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

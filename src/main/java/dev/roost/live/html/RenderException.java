package dev.roost.live.html;

import org.jspecify.annotations.Nullable;

/**
 * A render failed: a path met null on its way, a method threw, or two entries of a list have the
 * same key. The message names the place in the template. The render state is unusable afterwards.
 */
public final class RenderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RenderException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

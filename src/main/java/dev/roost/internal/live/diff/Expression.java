package dev.roost.internal.live.diff;

import org.jspecify.annotations.Nullable;

/** An expression of a template: a path, a constant, or a text of several. */
@FunctionalInterface
public interface Expression {
  /**
   * The value now.
   *
   * @param scope the view or record of the template at 0, then the variables of loops and slots
   */
  @Nullable Object get(@Nullable Object[] scope);
}

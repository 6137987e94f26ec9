package dev.roost.internal.live.diff;

import org.jspecify.annotations.Nullable;

/** A place of a block that changes between renders. Immutable and shared by all views. */
public interface Dynamic {
  /** Appends the HTML as it is now. */
  void html(@Nullable Object[] scope, Render render, StringBuilder html);

  /**
   * Writes the whole value, without a key.
   *
   * @return the state for the next render
   */
  @Nullable Object first(@Nullable Object[] scope, Render render, DiffWriter out);

  /**
   * Writes a member with the key {@code index} if the value differs from the state.
   *
   * @param state what the last call returned
   * @return the state for the next render
   */
  @Nullable Object next(
      @Nullable Object[] scope, Render render, @Nullable Object state, int index, DiffWriter out);
}

package dev.roost.internal.live.diff;

import org.jspecify.annotations.Nullable;

/**
 * Makes the HTML of a value at one kind of place: escaped, or neutralized, so that it stays there.
 */
@FunctionalInterface
public interface Formatter {
  /** The HTML, to be inserted as it is. */
  String format(@Nullable Object value);
}

package dev.roost.channel;

import dev.roost.internal.options.Require;

/**
 * How large a form may be that {@link FormParams} reads.
 *
 * @param bytes how long it is, encoded
 * @param params how many names it has, each time that one comes
 * @param depth how many brackets a name has
 */
public record FormLimits(int bytes, int params, int depth) {
  /** 1,000,000 bytes, as in Plug; 1,000 parameters, nested 32 deep. */
  public static final FormLimits DEFAULT = new FormLimits(1_000_000, 1_000, 32);

  /** All must be positive. */
  public FormLimits {
    Require.positive("bytes", bytes);
    Require.positive("params", params);
    Require.positive("depth", depth);
  }
}

package dev.roost.channel;

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
    if (bytes < 1 || params < 1 || depth < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}

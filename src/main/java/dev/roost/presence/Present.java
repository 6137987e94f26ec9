package dev.roost.presence;

import java.util.List;

/**
 * A key that is at a topic, with its decoded metas.
 *
 * @param key who
 * @param metas one for each channel that tracks the key, in the order in which they came; never
 *     empty
 * @param <M> what a meta is decoded to
 */
public record Present<M>(String key, List<M> metas) {
  /** Copies the metas. */
  public Present {
    metas = List.copyOf(metas);
  }

  /** The meta that came last. */
  public M last() {
    return metas.get(metas.size() - 1);
  }
}

package dev.roost.internal.live.diff;

import dev.roost.live.html.Slot;
import org.jspecify.annotations.Nullable;

/**
 * The content that a template passes to a function component: a block, and the scope that it reads.
 */
public final class SlotContent implements Slot<Object> {
  private final Block block;
  private final @Nullable Object[] scope;
  private final int letSlot;

  /**
   * @param letSlot where the scope takes the value that the component gives; negative if the
   *     content takes none
   */
  public SlotContent(Block block, @Nullable Object[] scope, int letSlot) {
    this.block = block;
    this.scope = scope;
    this.letSlot = letSlot;
  }

  Block block() {
    return block;
  }

  @Nullable Object[] enter(@Nullable Object value) {
    if (letSlot >= 0) {
      scope[letSlot] = value;
    }
    return scope;
  }
}

package dev.roost.internal.live.diff;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block that is there if a value is neither null nor false. Its state is null while it is not.
 */
public final class Conditional implements Dynamic {
  private final Expression condition;
  private final Block block;

  public Conditional(Expression condition, Block block) {
    this.condition = condition;
    this.block = block;
  }

  /** Whether a value counts as true: it is neither null, false nor an empty {@code Optional}. */
  public static boolean isTrue(@Nullable Object value) {
    return value != null && !value.equals(false) && !value.equals(Optional.empty());
  }

  private boolean holds(@Nullable Object[] scope) {
    return isTrue(condition.get(scope));
  }

  @Override
  public void html(@Nullable Object[] scope, Render render, StringBuilder html) {
    if (holds(scope)) {
      block.html(scope, render, html);
    }
  }

  @Override
  public @Nullable Object first(@Nullable Object[] scope, Render render, DiffWriter out) {
    if (holds(scope)) {
      return block.first(scope, render, out, false);
    }
    out.string("");
    return null;
  }

  @Override
  public @Nullable Object next(
      @Nullable Object[] scope, Render render, @Nullable Object state, int index, DiffWriter out) {
    if (!holds(scope)) {
      if (state != null) {
        out.key(index);
        out.string("");
      }
      return null;
    }
    if (state == null) {
      out.key(index);
      return block.first(scope, render, out, false);
    }
    block.nextMember(scope, render, (@Nullable Object[]) state, index, out);
    return state;
  }
}

package dev.roost.internal.live.diff;

import org.jspecify.annotations.Nullable;

/** The place of a function component's template that shows a slot. */
public final class SlotOutlet implements Dynamic {
  private final Expression slot;
  private final @Nullable Expression argument;

  /**
   * @param argument the value for {@code :let}
   */
  public SlotOutlet(Expression slot, @Nullable Expression argument) {
    this.slot = slot;
    this.argument = argument;
  }

  /** Which block the client has, and its state. */
  private static final class State {
    final Block block;
    final @Nullable Object[] values;

    State(Block block, @Nullable Object[] values) {
      this.block = block;
      this.values = values;
    }
  }

  private @Nullable SlotContent content(@Nullable Object[] scope) {
    return (SlotContent) slot.get(scope);
  }

  private @Nullable Object argument(@Nullable Object[] scope) {
    return argument == null ? null : argument.get(scope);
  }

  @Override
  public void html(@Nullable Object[] scope, Render render, StringBuilder html) {
    SlotContent content = content(scope);
    if (content != null) {
      content.block().html(content.enter(argument(scope)), render, html);
    }
  }

  @Override
  public @Nullable Object first(@Nullable Object[] scope, Render render, DiffWriter out) {
    SlotContent content = content(scope);
    if (content == null) {
      out.string("");
      return null;
    }
    return first(content, scope, render, out);
  }

  private State first(
      SlotContent content, @Nullable Object[] scope, Render render, DiffWriter out) {
    Block block = content.block();
    return new State(block, block.first(content.enter(argument(scope)), render, out, false));
  }

  @Override
  public @Nullable Object next(
      @Nullable Object[] scope, Render render, @Nullable Object state, int index, DiffWriter out) {
    SlotContent content = content(scope);
    if (content == null) {
      if (state != null) {
        out.key(index);
        out.string("");
      }
      return null;
    }
    if (state instanceof State last && last.block == content.block()) {
      content.block().nextMember(content.enter(argument(scope)), render, last.values, index, out);
      return last;
    }
    out.key(index);
    return first(content, scope, render, out);
  }
}

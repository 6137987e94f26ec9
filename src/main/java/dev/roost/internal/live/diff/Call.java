package dev.roost.internal.live.diff;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A function component: its block, over a record of the attributes that the caller gives. */
public final class Call implements Dynamic {
  private final Function<@Nullable Object[], Object> attributes;
  private final ComponentBody body;

  /**
   * @param attributes makes the component's record from the caller's scope
   */
  public Call(Function<@Nullable Object[], Object> attributes, ComponentBody body) {
    this.attributes = attributes;
    this.body = body;
  }

  private @Nullable Object[] enter(@Nullable Object[] scope) {
    @Nullable Object[] inner = new @Nullable Object[body.scopeSize()];
    inner[0] = attributes.apply(scope);
    return inner;
  }

  @Override
  public void html(@Nullable Object[] scope, Render render, StringBuilder html) {
    body.block().html(enter(scope), render, html);
  }

  @Override
  public @Nullable Object first(@Nullable Object[] scope, Render render, DiffWriter out) {
    Block block = body.block();
    return block.first(enter(scope), render, out, block.hasSingleRoot());
  }

  @Override
  public @Nullable Object next(
      @Nullable Object[] scope, Render render, @Nullable Object state, int index, DiffWriter out) {
    if (state == null) {
      throw new IllegalStateException("a function component has no state");
    }
    body.block().nextMember(enter(scope), render, (@Nullable Object[]) state, index, out);
    return state;
  }
}

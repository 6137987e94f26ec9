package dev.roost.internal.live.diff;

import org.jspecify.annotations.Nullable;

/** The place of a stateful component: an integer in the tree, with the content elsewhere. */
public final class StatefulCall implements Dynamic {
  private final Class<?> type;
  private final Expression id;
  private final AttributeSetter attributes;

  /** Sets the attributes of an instance from the parent's scope. */
  @FunctionalInterface
  public interface AttributeSetter {
    void set(Object component, @Nullable Object[] scope);
  }

  public StatefulCall(Class<?> type, Expression id, AttributeSetter attributes) {
    this.type = type;
    this.id = id;
    this.attributes = attributes;
  }

  private ComponentTable.Instance instance(@Nullable Object[] scope, Render render) {
    Object key = id.get(scope);
    return render
        .components()
        .place(type, key == null ? "" : key, component -> attributes.set(component, scope));
  }

  @Override
  public void html(@Nullable Object[] scope, Render render, StringBuilder html) {
    render.components().html(instance(scope, render), render, html);
  }

  @Override
  public @Nullable Object first(@Nullable Object[] scope, Render render, DiffWriter out) {
    ComponentTable.Instance instance = instance(scope, render);
    render.components().write(instance, render);
    out.number(instance.cid());
    return instance.cid();
  }

  @Override
  public @Nullable Object next(
      @Nullable Object[] scope, Render render, @Nullable Object state, int index, DiffWriter out) {
    ComponentTable.Instance instance = instance(scope, render);
    Integer cid = instance.cid();
    // The parent names a component that changed once more. Otherwise the client takes an unchanged
    // root around it as one that it need not patch, and never looks at the component in it.
    if (render.components().write(instance, render) || !cid.equals(state)) {
      out.key(index);
      out.number(cid);
    }
    return cid;
  }
}

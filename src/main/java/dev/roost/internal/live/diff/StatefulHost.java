package dev.roost.internal.live.diff;

/** Makes stateful components and knows their templates; the runtime of views implements it. */
public interface StatefulHost {
  /** A new component. Its attributes are not set yet. */
  Object create(Class<?> type, Object id, int cid);

  /** The attributes are set; the component is rendered next. */
  void update(Object component);

  /** The template to render it with. */
  ComponentBody template(Object component);
}

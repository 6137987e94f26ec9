package dev.roost.live;

/**
 * Makes the stateful components of one view. A template places one by {@code <.Counter id={x}
 * label={y}/>}: the class of that name, with the fields that are marked {@link
 * dev.roost.live.html.Attribute} as its attributes. The component keeps its fields from one render
 * to the next, by class and id.
 *
 * <p>All methods are called during a render, by its thread.
 */
public interface ComponentHost {
  /**
   * A new component, called when a class and id are placed for the first time. Its attributes are
   * not set yet.
   *
   * @param id what the template gives as {@code id}
   * @param cid the number by which the client names the component; never used again in this view.
   *     With {@link Template#html} the number is valid in that HTML only
   */
  Object create(Class<?> type, Object id, int cid);

  /** Called in each render of the parent, when the attributes are set. */
  void update(Object component);

  /** The template to render it with, which must be a single element. */
  Template<?> template(Object component);
}

package dev.roost.live;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Renders one view, and makes the stateful components in it. */
final class ViewRenderer implements ComponentHost {
  private final LiveProcess process;
  private @Nullable RenderState<LiveView> state;

  ViewRenderer(LiveProcess process) {
    this.process = process;
  }

  // A view's template reads the view's own class, which its type cannot say.
  @SuppressWarnings("unchecked")
  private Template<LiveView> viewTemplate() {
    return (Template<LiveView>) process.view().template();
  }

  /** The whole HTML. */
  String html() {
    return viewTemplate().html(process.view(), this);
  }

  /** The changes since the last render; the whole tree at first. */
  Diff changes() {
    return timed(() -> state().render(viewTemplate(), process.view()));
  }

  /** The changes of one component since the last render. */
  Diff changes(int cid) {
    return timed(() -> state().renderComponent(cid));
  }

  private Diff timed(Supplier<Diff> render) {
    long start = System.nanoTime();
    Diff diff = render.get();
    process.metrics().rendered(process.view(), System.nanoTime() - start);
    return diff;
  }

  /** The rendered state that the client has. */
  RenderState<LiveView> state() {
    if (state == null) {
      state = viewTemplate().newState(this);
    }
    return state;
  }

  @Override
  public Object create(Class<?> type, Object id, int cid) {
    LiveComponent component = process.newComponent(type.asSubclass(LiveComponent.class));
    component.attach(process, cid);
    return component;
  }

  /** By the constructor without parameters, which a component of a template has. */
  static LiveComponent construct(Class<? extends LiveComponent> type) {
    try {
      Constructor<? extends LiveComponent> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(type.getSimpleName() + " could not be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          type.getSimpleName()
              + " needs a constructor without parameters, or a factory by LiveRoutes.component",
          e);
    }
  }

  @Override
  public void update(Object component) {
    ((LiveComponent) component).update();
  }

  @Override
  public Template<?> template(Object component) {
    return ((LiveComponent) component).template();
  }
}

package dev.roost.live;

import dev.roost.internal.live.diff.Block;
import dev.roost.internal.live.diff.ComponentBody;
import dev.roost.internal.live.diff.ComponentTable;
import dev.roost.internal.live.diff.DiffWriter;
import dev.roost.internal.live.diff.Render;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one client of a view. Each render gives the changes that the client lacks.
 *
 * <p>Used by one thread at a time. After a {@link dev.roost.live.html.RenderException} or any other
 * exception of a render, the state is unusable: the client must join again, with a new one.
 */
public final class RenderState<V> {
  private final Template<V> template;
  private final @Nullable ComponentTable components;
  private @Nullable Object @Nullable [] sent;
  private @Nullable Block sentBlock;
  private boolean failed;

  RenderState(Template<V> template, @Nullable ComponentTable components) {
    this.template = template;
    this.components = components;
  }

  /**
   * Renders the view: the whole tree at first, later what changed since the last render.
   *
   * @throws IllegalStateException if an earlier render failed
   */
  public Diff render(V view) {
    return render(template, view);
  }

  /** Renders the view with a template, which may be another one than last time. */
  Diff render(Template<V> next, V view) {
    Render render = begin();
    DiffWriter out = new DiffWriter();
    ComponentBody body = next.body();
    Block block = body.block();
    if (sent != null && block == sentBlock) {
      block.next(next.scope(view, body), render, sent, out);
    } else {
      if (sent != null && components != null) {
        // The client drops all components with the tree.
        components.clearSent();
      }
      sent = block.firstRoot(next.scope(view, body), render, out);
      sentBlock = block;
    }
    return complete(render, out);
  }

  /**
   * Renders one component, whose own event changed it, and the components in it. The rest of the
   * view is not looked at.
   *
   * @param cid of a component that was rendered; nothing is rendered for any other
   */
  public Diff renderComponent(int cid) {
    Render render = begin();
    if (components != null) {
      components.writeAlone(cid, render);
    }
    return complete(render, new DiffWriter());
  }

  private Render begin() {
    if (failed) {
      throw new IllegalStateException("an earlier render failed; the client must join again");
    }
    failed = true;
    if (components != null) {
      components.begin();
    }
    return new Render(components);
  }

  private Diff complete(Render render, DiffWriter out) {
    byte[] tree = out.members();
    byte[] changed = components == null ? null : components.members();
    render.complete();
    failed = false;
    return Diff.of(tree, changed);
  }

  /** The component that the client names by this number, or null. */
  public @Nullable Object component(int cid) {
    return components == null ? null : components.component(cid);
  }

  /** The component of this class and id, or null. */
  public <C> @Nullable C component(Class<C> type, Object id) {
    return components == null ? null : type.cast(components.component(type, id));
  }

  /** The number of the component of this class and id; 0 if there is none. */
  public int cid(Class<?> type, Object id) {
    return components == null ? 0 : components.cid(type, id);
  }

  /** All components, in the order in which they were made. */
  public List<Object> components() {
    return components == null ? List.of() : components.all();
  }

  /** Handles {@code cids_will_destroy}: the components left the client's page. */
  public void markComponents(List<Integer> cids) {
    if (components != null) {
      components.mark(cids);
    }
  }

  /**
   * Handles {@code cids_destroyed}: deletes the components that were marked and not rendered since.
   *
   * @return those deleted, by cid
   */
  public Map<Integer, Object> deleteComponents(List<Integer> cids) {
    return components == null ? Map.of() : components.deleteMarked(cids);
  }
}

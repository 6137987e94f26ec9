package dev.roost.live;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of a view with a state, events and a template of its own. A template places it by {@code
 * <.Counter id={x} label={y}/>}; fields marked {@link dev.roost.live.html.Attribute} are set from
 * outside. It lives as long as it is on the page. Mirrors {@code Phoenix.LiveComponent}.
 *
 * <p>Elements send events to it by {@code phx-target={myself}}. Its callbacks run one at a time
 * with those of the view; a callback that throws crashes the view.
 */
public abstract class LiveComponent {
  private final LiveEventHandlers handlers = new LiveEventHandlers();
  private @Nullable LiveProcess process;
  private int cid;

  /** The template that shows this component: one element. */
  protected abstract Template<?> template();

  /** Prepares the state, before the attributes are set for the first time. */
  protected void mount() {}

  /** The attributes have been set: for the first time, or because the view renders again. */
  protected void update() {}

  /** An event without a handler of its own, see {@link #on}. By default a crash. */
  protected void handleEvent(LiveEvent event) {
    throw event.unknown();
  }

  /**
   * Registers the handler of an event, in the constructor or in {@link #mount}.
   *
   * @throws IllegalArgumentException if the event has a handler already
   */
  protected final void on(String event, Consumer<LiveEvent> handler) {
    handlers.add(event, handler);
  }

  /**
   * Registers the handler of an event whose value is decoded as this type.
   *
   * @throws IllegalArgumentException if the event has a handler already
   */
  protected final <T> void on(String event, Class<T> type, EventHandler<T> handler) {
    handlers.add(event, type, handler);
  }

  final void dispatch(LiveEvent event) throws Exception {
    handlers.dispatch(event, this::handleEvent);
  }

  /** The number by which the page names this component, for {@code phx-target={myself}}. */
  protected final int myself() {
    return cid;
  }

  /** The id of the view that this component is in. */
  protected final String viewId() {
    return process().id();
  }

  /** Sends a message to the view, which gets it by {@code handleInfo}. */
  protected final void post(Object message) {
    process().port().post(Objects.requireNonNull(message));
  }

  /** Sends an event to the page's JavaScript, as {@link LiveView#pushEvent}. */
  protected final void pushEvent(String name, Object payload) {
    process().pushEvent(name, payload);
  }

  final void attach(LiveProcess owner, int number) {
    process = owner;
    cid = number;
    mount();
  }

  private LiveProcess process() {
    if (process == null) {
      throw new IllegalStateException("the component is not mounted yet: use mount() for set-up");
    }
    return process;
  }
}

package dev.roost.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The handlers of single events that a view or a component has registered. */
final class LiveEventHandlers {
  private final Map<String, EventHandler<LiveEvent>> handlers = new HashMap<>();

  void add(String event, Consumer<LiveEvent> handler) {
    Objects.requireNonNull(handler);
    register(event, (found, same) -> handler.accept(found));
  }

  <T> void add(String event, Class<T> type, EventHandler<T> handler) {
    Objects.requireNonNull(type);
    Objects.requireNonNull(handler);
    register(event, (found, same) -> handler.handle(found.decode(type), found));
  }

  <T> void add(String event, String member, Class<T> type, EventHandler<T> handler) {
    Objects.requireNonNull(type);
    Objects.requireNonNull(handler);
    register(event, (found, same) -> handler.handle(found.decode(member, type), found));
  }

  private void register(String event, EventHandler<LiveEvent> handler) {
    if (handlers.putIfAbsent(event, handler) != null) {
      throw new IllegalArgumentException("the event " + event + " has a handler already");
    }
  }

  /** Hands an event to its handler, or to {@code otherwise} if it has none. */
  void dispatch(LiveEvent event, Consumer<LiveEvent> otherwise) throws Exception {
    EventHandler<LiveEvent> handler = handlers.get(event.name());
    if (handler == null) {
      otherwise.accept(event);
    } else {
      handler.handle(event, event);
    }
  }
}

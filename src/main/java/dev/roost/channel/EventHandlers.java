package dev.roost.channel;

import dev.roost.serializer.Events;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The handlers that one channel has registered. Each join makes a channel, and few register more
 * than a dozen: an array is smaller than a map, and as fast.
 */
final class EventHandlers {
  private static final Set<String> OF_THE_PROTOCOL = Set.of(Events.JOIN, Events.LEAVE);

  private record Registered(String event, PushHandler handler) {}

  private Registered[] all = {};
  private boolean closed;

  void register(String event, PushHandler handler) {
    if (closed) {
      throw new IllegalStateException(
          "register the handler of " + event + " in the constructor or in join");
    }
    if (OF_THE_PROTOCOL.contains(event)) {
      throw new IllegalArgumentException(event + " is an event of the protocol");
    }
    if (find(event) != null) {
      throw new IllegalArgumentException(
          "the event " + event + " has a handler already: an event has one handler");
    }
    all = Arrays.copyOf(all, all.length + 1);
    all[all.length - 1] = new Registered(event, Objects.requireNonNull(handler));
  }

  /** Refuses further handlers: messages are being handled. */
  void close() {
    closed = true;
  }

  /** The handler of an event, or null. */
  @Nullable PushHandler find(String event) {
    for (Registered each : all) {
      if (each.event.equals(event)) {
        return each.handler;
      }
    }
    return null;
  }
}

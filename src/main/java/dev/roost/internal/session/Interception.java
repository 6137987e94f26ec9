package dev.roost.internal.session;

import dev.roost.channel.Channel;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The broadcasts that a channel intercepts, and what it pushes in their place. */
final class Interception {
  private final Channel channel;
  private final Set<String> events;
  private @Nullable String replacing;
  private @Nullable Thread replacingThread;
  private @Nullable List<Intercepted> collected;

  private Interception(Channel channel, Set<String> events) {
    this.channel = channel;
    this.events = events;
  }

  /** Null if the channel intercepts nothing, as most do. */
  static @Nullable Interception of(Channel channel) {
    Set<String> events = Set.copyOf(channel.intercepts());
    return events.isEmpty() ? null : new Interception(channel, events);
  }

  boolean covers(Broadcast broadcast) {
    return events.contains(broadcast.event());
  }

  /** Calls {@link Channel#handleOut}, on the thread of the channel's callbacks. */
  void handleOut(Intercepted out) {
    replacing = out.historyId();
    replacingThread = Thread.currentThread();
    try {
      channel.handleOut(out.broadcast());
    } finally {
      replacing = null;
      replacingThread = null;
    }
  }

  /**
   * A payload that is pushed, with the id of the broadcast that it stands for: in {@code
   * handleOut}, and not by other threads meanwhile.
   */
  Payload inPlace(Payload payload) {
    return replacing == null || replacingThread != Thread.currentThread()
        ? payload
        : Resumption.inPlaceOf(replacing, payload);
  }

  /** From now on, missed broadcasts are collected: the channel handles them on another thread. */
  void collectMissed() {
    collected = new ArrayList<>();
  }

  /** Handles or collects a broadcast that the client has missed. */
  void missed(Intercepted out) {
    if (collected == null) {
      handleOut(out);
    } else {
      collected.add(out);
    }
  }

  /** Handles what was collected. */
  void handleCollected() {
    List<Intercepted> all = collected;
    collected = null;
    if (all != null) {
      all.forEach(this::handleOut);
    }
  }
}

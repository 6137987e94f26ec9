package dev.roost.session;

import dev.roost.pubsub.PubSub;
import dev.roost.pubsub.Subscription;
import org.jspecify.annotations.Nullable;

/** Hears, on the topic that is a connection's socket id, that it is to be disconnected. */
final class IdWatch {
  private static final String DISCONNECT = "disconnect";

  private IdWatch() {}

  /**
   * Begins to listen. On the session's event loop.
   *
   * @param id null if the connection has none
   * @param disconnect called on the loop, outside of any delivery
   */
  static @Nullable Subscription open(
      PubSub pubSub, SessionLoop loop, @Nullable String id, Runnable disconnect) {
    if (id == null) {
      return null;
    }
    return pubSub.subscribe(
        loop.eventLoop(),
        id,
        dispatch -> {
          if (dispatch.broadcast().event().equals(DISCONNECT)) {
            // Not now: closing cancels subscriptions, which delivery forbids.
            loop.execute(disconnect);
          }
        });
  }
}

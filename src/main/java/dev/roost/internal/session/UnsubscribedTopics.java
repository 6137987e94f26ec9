package dev.roost.internal.session;

import dev.roost.internal.session.SocketDefinition.Route;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The topics of an endpoint that are served by channels without a subscription only, so that a
 * broadcast to them would reach none of their clients. From any thread.
 */
public final class UnsubscribedTopics {
  private final List<SocketDefinition> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean any;

  /** Adds the routes of a socket. */
  public void add(SocketDefinition socket) {
    sockets.add(socket);
    if (socket.routes().stream().anyMatch(route -> !route.subscribed())) {
      any = true;
    }
  }

  /**
   * Checks that a broadcast can reach clients.
   *
   * @throws IllegalStateException if the topic's channels do not subscribe to it
   */
  public void check(String topic) {
    if (any) {
      Route without = withoutSubscription(topic);
      if (without != null) {
        throw new IllegalStateException(
            "cannot broadcast to "
                + Crash.flat(topic)
                + ": channels of \""
                + without.pattern()
                + "\" do not subscribe to their topic, see ChannelOptions.subscribe");
      }
    }
  }

  private @Nullable Route withoutSubscription(String topic) {
    Route without = null;
    for (SocketDefinition socket : sockets) {
      Route route = socket.route(topic);
      if (route != null && route.subscribed()) {
        return null;
      }
      without = route != null ? route : without;
    }
    return without;
  }
}

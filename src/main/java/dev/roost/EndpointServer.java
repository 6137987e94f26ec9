package dev.roost;

import io.vertx.core.Future;

/** The servers that {@link Endpoint#listen} started. Safe for any thread. */
public interface EndpointServer {

  /** The port they listen on. */
  int port();

  /**
   * Stops them. Their connections are closed with 1001, all at once, and the clients reconnect. The
   * endpoint goes on, and may {@link Endpoint#listen} again; {@link Endpoint#close} ends both. A
   * second call does nothing.
   *
   * @return completes when they have stopped
   */
  Future<Void> close();

  /** The same as {@link Endpoint#drain}. */
  Future<Void> drain();
}

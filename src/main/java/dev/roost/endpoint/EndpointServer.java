package dev.roost.endpoint;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The servers that {@link Endpoint#listen} started. Safe for any thread. */
public final class EndpointServer {
  private final Vertx vertx;
  private volatile int port;
  private volatile @Nullable String deployment;

  EndpointServer(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The port they listen on. */
  public int port() {
    return port;
  }

  /**
   * Stops them. Their connections are closed with 1001, so that the clients reconnect elsewhere.
   */
  public Future<Void> close() {
    return vertx.undeploy(Objects.requireNonNull(deployment));
  }

  void listensOn(int actualPort) {
    port = actualPort;
  }

  EndpointServer deployed(String id) {
    deployment = id;
    return this;
  }
}

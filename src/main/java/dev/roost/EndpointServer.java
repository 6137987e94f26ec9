package dev.roost;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The servers that {@link Endpoint#listen} started. Safe for any thread. */
public final class EndpointServer {
  /** What a client may take to answer that it is being disconnected. */
  private static final long FAREWELL_MILLIS = 5_000;

  private final Vertx vertx;
  private final Endpoint endpoint;
  private volatile int port;
  private volatile long patienceMillis = FAREWELL_MILLIS;
  private volatile @Nullable String deployment;

  EndpointServer(Vertx vertx, Endpoint endpoint) {
    this.vertx = vertx;
    this.endpoint = endpoint;
  }

  /** The port they listen on. */
  public int port() {
    return port;
  }

  /** Stops them. Their connections are closed with 1001, all at once, and the clients reconnect. */
  public Future<Void> close() {
    return vertx.undeploy(Objects.requireNonNull(deployment));
  }

  /**
   * Stops them without a stampede: after the {@linkplain dev.roost.DrainOptions#pauseMillis pause},
   * if there is one, no connection is accepted any more, and those of the endpoint (of all its
   * servers) are closed with 1012 little by little, see {@link SocketMount#drainer}. Then the other
   * nodes are told goodbye, and the endpoint is of no more use.
   */
  public Future<Void> drain() {
    return endpoint.announceDrain().compose(paused -> stopLittleByLittle());
  }

  private Future<Void> stopLittleByLittle() {
    patienceMillis = endpoint.drainMillis() + FAREWELL_MILLIS;
    Future<Void> drained = endpoint.endConnections();
    return Future.join(drained, close()).transform(ended -> endpoint.leave());
  }

  /** How long the connections have to end once nothing is accepted any more. */
  long patienceMillis() {
    return patienceMillis;
  }

  boolean isDraining() {
    return patienceMillis > FAREWELL_MILLIS;
  }

  void listensOn(int actualPort) {
    port = actualPort;
  }

  EndpointServer deployed(String id) {
    deployment = id;
    return this;
  }
}

package dev.roost;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers that {@link Endpoint#listen} started. Safe for any thread. */
public final class EndpointServer {
  private static final Logger log = LoggerFactory.getLogger(EndpointServer.class);

  /** How long a client may take to answer a close frame. */
  static final long CLOSE_MILLIS = 5_000;

  private final Vertx vertx;
  private final Endpoint endpoint;
  private final AtomicReference<@Nullable Future<Void>> stopped = new AtomicReference<>();
  private volatile int port;
  private volatile long patienceMillis = CLOSE_MILLIS;
  private volatile @Nullable String deployment;

  EndpointServer(Vertx vertx, Endpoint endpoint) {
    this.vertx = vertx;
    this.endpoint = endpoint;
  }

  /** The port they listen on. */
  public int port() {
    return port;
  }

  /**
   * Stops them. Their connections are closed with 1001, all at once, and the clients reconnect. The
   * endpoint goes on, and may {@link Endpoint#listen} again; {@link Endpoint#close} ends both. A
   * second call does nothing.
   *
   * @return completes when they have stopped
   */
  public Future<Void> close() {
    return stop(CLOSE_MILLIS);
  }

  /** The same as {@link Endpoint#drain}. */
  public Future<Void> drain() {
    return endpoint.drain();
  }

  /** Stops them; how long their connections may take to end is said by the first call. */
  Future<Void> stop(long millis) {
    Promise<Void> done = Promise.promise();
    if (stopped.compareAndSet(null, done.future())) {
      patienceMillis = millis;
      undeploy().onComplete(done);
    }
    Future<Void> first = stopped.get();
    return first == null ? done.future() : first;
  }

  private Future<Void> undeploy() {
    String id = deployment;
    if (id == null) {
      return Future.succeededFuture();
    }
    endpoint.forget(this);
    try {
      return vertx
          .undeploy(id)
          .recover(
              failure ->
                  // Undeployed with the verticle that called listen.
                  failure instanceof IllegalStateException
                      ? Future.succeededFuture()
                      : Future.failedFuture(failure));
    } catch (RejectedExecutionException vertxIsClosed) {
      return Future.succeededFuture();
    }
  }

  /** How long the connections have to end once nothing is accepted any more. */
  long patienceMillis() {
    return patienceMillis;
  }

  boolean isDraining() {
    return patienceMillis > CLOSE_MILLIS;
  }

  void listensOn(int actualPort) {
    port = actualPort;
  }

  /**
   * Not all callers look at the future of {@code listen}, and none would know why nothing works.
   */
  void failed(Throwable reason, String host, int wantedPort) {
    log.error("cannot listen: {} host={} port={}", reason.toString(), host, wantedPort);
    log.debug("cannot listen", reason);
  }

  EndpointServer deployed(String id) {
    deployment = id;
    return this;
  }
}

package dev.roost.internal.endpoint;

import dev.roost.EndpointServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Servers on event loops of the endpoint, which share a port. Safe for any thread. */
final class ListeningServer implements EndpointServer {
  private static final Logger log = LoggerFactory.getLogger(ListeningServer.class);

  /** How long a client may take to answer a close frame. */
  static final long CLOSE_MILLIS = 5_000;

  private final Vertx vertx;
  private final EndpointEngine endpoint;
  private final AtomicReference<@Nullable Future<Void>> stopped = new AtomicReference<>();
  private volatile int port;
  private volatile long graceMillis = CLOSE_MILLIS;
  private volatile @Nullable String deployment;

  ListeningServer(Vertx vertx, EndpointEngine endpoint) {
    this.vertx = vertx;
    this.endpoint = endpoint;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Future<Void> close() {
    return stop(CLOSE_MILLIS);
  }

  @Override
  public Future<Void> drain() {
    return endpoint.drain();
  }

  /** Stops them; how long their connections may take to end is said by the first call. */
  Future<Void> stop(long millis) {
    Promise<Void> done = Promise.promise();
    if (stopped.compareAndSet(null, done.future())) {
      graceMillis = millis;
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

  /** How long connections may last after the server stops accepting. */
  long graceMillis() {
    return graceMillis;
  }

  boolean isDraining() {
    return graceMillis > CLOSE_MILLIS;
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

  ListeningServer deployed(String id, String host) {
    deployment = id;
    log.info("listening host={} port={} sockets={}", host, port, endpoint.metrics().keySet());
    return this;
  }
}

package dev.roost.internal.endpoint;

import dev.roost.internal.pubsub.Cluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what an endpoint has begun, in the order that clients and other nodes need. */
final class Shutdown {
  private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

  private final Vertx vertx;
  private final EndpointResources resources;
  private final MountedSockets sockets;
  private final EndpointLifecycle lifecycle;

  Shutdown(
      Vertx vertx,
      EndpointResources resources,
      MountedSockets sockets,
      EndpointLifecycle lifecycle) {
    this.vertx = vertx;
    this.resources = resources;
    this.sockets = sockets;
    this.lifecycle = lifecycle;
  }

  /** See {@link dev.roost.Endpoint#drain}. */
  Future<Void> drain() {
    return drainConnections().transform(drained -> close());
  }

  /** See {@link dev.roost.Endpoint#drainConnections}. */
  Future<Void> drainConnections() {
    return lifecycle.drainOnce(
        () ->
            pause()
                .compose(paused -> Future.join(sockets.drain(vertx), stop(sockets.drainMillis())))
                .<Void>mapEmpty()
                .recover(
                    failure -> {
                      log.warn("drain was not complete", failure);
                      return Future.succeededFuture();
                    }));
  }

  /** See {@link dev.roost.Endpoint#close}. */
  Future<Void> close() {
    return lifecycle.closeOnce(
        () ->
            Future.join(sockets.shutDown(), stop(0))
                .transform(stopped -> lifecycle.endParts())
                .transform(ended -> leave())
                .recover(
                    failure -> {
                      log.warn("close was not complete", failure);
                      return Future.succeededFuture();
                    }));
  }

  private Future<Void> pause() {
    long pause = sockets.pauseMillis();
    return pause == 0 ? Future.succeededFuture() : vertx.timer(pause).mapEmpty();
  }

  /** Stops the servers; their connections have as long as this and a close frame take. */
  private Future<Void> stop(long millis) {
    return Future.join(
            lifecycle.servers().stream()
                .map(server -> server.stop(millis + ListeningServer.CLOSE_MILLIS))
                .toList())
        .mapEmpty();
  }

  private Future<Void> leave() {
    lifecycle.ended();
    resources.pubSub().close();
    Cluster cluster = resources.cluster();
    return cluster == null ? Future.succeededFuture() : cluster.leave();
  }
}

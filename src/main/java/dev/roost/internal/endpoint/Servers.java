package dev.roost.internal.endpoint;

import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.HttpLimits;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the servers of an endpoint, and suits those that others make. For any thread. */
final class Servers {
  private static final Logger log = LoggerFactory.getLogger(Servers.class);

  private static final AtomicInteger FREE_PORTS = new AtomicInteger();

  private final EndpointEngine endpoint;
  private final EndpointResources resources;
  private final MountedSockets sockets;
  private final EndpointLifecycle lifecycle;
  private final ServerCheck check;

  Servers(
      EndpointEngine endpoint,
      EndpointResources resources,
      MountedSockets sockets,
      EndpointLifecycle lifecycle,
      ServerCheck check) {
    this.endpoint = endpoint;
    this.resources = resources;
    this.sockets = sockets;
    this.lifecycle = lifecycle;
    this.check = check;
  }

  /** See {@link dev.roost.Endpoint#serverOptions}. */
  HttpServerOptions options(HttpServerOptions base) {
    EndpointOptions options = resources.options();
    int maxFrameSize = sockets.maxFrameSize();
    HttpLimits limits = options.httpLimits();
    return new HttpServerOptions(base)
        .setMaxWebSocketFrameSize(maxFrameSize)
        .setMaxWebSocketMessageSize(maxFrameSize)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setHttp2ClearTextEnabled(options.clearTextHttp2())
        .setMaxHeaderSize(Math.max(base.getMaxHeaderSize(), limits.maxHeadersBytes()))
        .setMaxInitialLineLength(
            Math.max(base.getMaxInitialLineLength(), limits.maxRequestLineBytes()));
  }

  /** See {@link dev.roost.Endpoint#connectionHandler}. */
  Handler<HttpConnection> connectionHandler(HttpServerOptions options) {
    check.checkOptions(options, resources.options().httpLimits());
    return connection -> {
      // Vert.x would log an error when a client closes its connection.
      connection.exceptionHandler(failure -> log.debug("a connection failed", failure));
      resources.http().guard(connection, options);
    };
  }

  /** See {@link dev.roost.Endpoint#listen}. */
  Future<EndpointServer> listen(Vertx vertx, HttpServerOptions base, Consumer<Router> routes) {
    HttpServerOptions complete = options(base);
    if (complete.getPort() == 0) {
      // To Vert.x, a negative port is one free port for all servers with that number; 0 would be a
      // port for each.
      complete.setPort(FREE_PORTS.decrementAndGet());
    }
    ListeningServer server = new ListeningServer(vertx, endpoint);
    return vertx
        .deployVerticle(
            () -> new ServerVerticle(endpoint, complete, routes, server),
            new DeploymentOptions().setInstances(resources.options().eventLoops()))
        .onFailure(reason -> server.failed(reason, base.getHost(), base.getPort()))
        .compose(id -> listening(server.deployed(id, base.getHost())));
  }

  private Future<EndpointServer> listening(ListeningServer server) {
    lifecycle.add(server);
    return lifecycle.isClosed()
        ? server
            .close()
            .compose(
                stopped ->
                    Future.failedFuture(
                        new IllegalStateException("listen: the endpoint is closed")))
        : Future.succeededFuture(server);
  }
}

package dev.roost.endpoint;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.function.Consumer;

/**
 * One event loop's HTTP server. Vert.x spreads the connections of the common port over all of them.
 */
final class EndpointVerticle extends VerticleBase {
  private final Endpoint endpoint;
  private final HttpServerOptions serverOptions;
  private final Consumer<Router> routes;
  private final EndpointServer server;

  EndpointVerticle(
      Endpoint endpoint,
      HttpServerOptions serverOptions,
      Consumer<Router> routes,
      EndpointServer server) {
    this.endpoint = endpoint;
    this.serverOptions = serverOptions;
    this.routes = routes;
    this.server = server;
  }

  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    endpoint.mount(router);
    routes.accept(router);
    return vertx
        .createHttpServer(serverOptions)
        .requestHandler(router)
        .listen()
        .onSuccess(listening -> server.listensOn(listening.actualPort()));
  }
}

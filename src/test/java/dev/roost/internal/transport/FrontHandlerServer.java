package dev.roost.internal.transport;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.SocketMount;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** A socket at {@code /socket} behind a handler of the application, by Vert.x's default options. */
final class FrontHandlerServer {
  private FrontHandlerServer() {}

  /**
   * Starts one, which ends with its Vert.x.
   *
   * @return its port
   */
  static int start(Vertx vertx, Handler<RoutingContext> front, Consumer<SocketMount> describe)
      throws Exception {
    Endpoint endpoint =
        Endpoint.create(vertx, new EndpointOptions().checkOrigin(OriginCheck.none()))
            .socket("/socket", describe);
    Router router = Router.router(vertx);
    router.route().handler(front);
    endpoint.mount(router);
    return RouterServer.start(vertx, new HttpServerOptions(), router);
  }
}

package dev.roost.internal.transport;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/** An application's own HTTP server for a router, as {@code Endpoint.mount} documents it. */
final class RouterServer {
  private RouterServer() {}

  /**
   * Starts a server on the loopback interface. It ends with its Vert.x.
   *
   * @return its port
   */
  static int start(Vertx vertx, HttpServerOptions options, Router router) throws Exception {
    return vertx
        .createHttpServer(options)
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS)
        .actualPort();
  }
}

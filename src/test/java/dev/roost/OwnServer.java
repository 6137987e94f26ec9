package dev.roost;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An endpoint on the router of an HTTP server that the application created. */
final class OwnServer implements AutoCloseable {
  final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  final Endpoint endpoint;
  final int port;

  /** Uses Vert.x's default options, or the options that the endpoint asks for. */
  OwnServer(boolean asAskedFor, Consumer<Endpoint> describe) {
    endpoint = Endpoint.create(vertx, new EndpointOptions().checkOrigin(OriginCheck.none()));
    describe.accept(endpoint);
    Router router = Router.router(vertx);
    router.get("/hello").handler(context -> context.response().setStatusCode(204).end());
    endpoint.mount(router);
    HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
    HttpServer server;
    if (asAskedFor) {
      HttpServerOptions complete = endpoint.serverOptions(options);
      server =
          vertx.createHttpServer(complete).connectionHandler(endpoint.connectionHandler(complete));
    } else {
      server = vertx.createHttpServer(options);
    }
    port = await(server.requestHandler(router).listen()).actualPort();
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}

package dev.roost.internal.endpoint;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's HTTP server. Vert.x spreads the connections of the common port over all of them.
 */
final class ServerVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(ServerVerticle.class);

  private final EndpointEngine endpoint;
  private final HttpServerOptions serverOptions;
  private final Consumer<Router> routes;
  private final ListeningServer server;
  private @Nullable HttpServer httpServer;

  ServerVerticle(
      EndpointEngine endpoint,
      HttpServerOptions serverOptions,
      Consumer<Router> routes,
      ListeningServer server) {
    this.endpoint = endpoint;
    this.serverOptions = serverOptions;
    this.routes = routes;
    this.server = server;
  }

  @Override
  public Future<?> start() {
    Router served = Router.router(vertx);
    endpoint.mount(served);
    answerErrors(served);
    // The application may answer errors otherwise.
    routes.accept(served);
    Router router = withBasePath(served);
    if (router != served) {
      answerErrors(router);
    }
    httpServer = vertx.createHttpServer(serverOptions);
    return httpServer
        .connectionHandler(endpoint.connectionHandler(serverOptions))
        .requestHandler(router)
        .listen()
        .onSuccess(listening -> server.listensOn(listening.actualPort()));
  }

  // At both, as a proxy may strip the prefix, and probes of the node itself have none.
  private Router withBasePath(Router served) {
    String prefix = endpoint.basePath().prefix();
    if (prefix.isEmpty()) {
      return served;
    }
    Router router = Router.router(vertx);
    router.route(prefix + "/*").subRouter(served);
    router.route("/*").subRouter(served);
    return router;
  }

  // By itself, the router would log an error for each request that has no host, or an address that
  // cannot be decoded or is none.
  private static void answerErrors(Router router) {
    router.errorHandler(400, context -> answer(context, 400));
    router.errorHandler(403, context -> answer(context, 403));
    router.errorHandler(404, context -> answer(context, 404));
    // Vert.x's body handler fails with 200 when a client leaves within a body.
    router.errorHandler(200, ServerVerticle::clientLeft);
    router.errorHandler(500, ServerVerticle::failed);
  }

  // Browsers replace an answer without a body by a page of their own.
  private static void answer(RoutingContext context, int status) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
        .end(HttpResponseStatus.valueOf(status).reasonPhrase());
  }

  private static void clientLeft(RoutingContext context) {
    log.debug("a client left before it was answered", context.failure());
  }

  private static void failed(RoutingContext context) {
    if (context.response().closed() || context.failure() instanceof HttpClosedException) {
      clientLeft(context);
      return;
    }
    log.error(
        "could not answer request: {} method={} path={}",
        context.failure(),
        context.request().method(),
        context.normalizedPath(),
        context.failure());
    if (!context.response().headWritten()) {
      answer(context, 500);
    }
  }

  // Closes in order: Vert.x by itself would close the connections before their close frames.
  @Override
  public Future<?> stop() {
    if (!server.isDraining()) {
      // Polls that wait would keep the server from stopping.
      endpoint.endLongPolls(((ContextInternal) context).nettyEventLoop());
    }
    return httpServer == null
        ? Future.succeededFuture()
        : httpServer.shutdown(server.graceMillis(), TimeUnit.MILLISECONDS);
  }
}

package dev.roost.live;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Live views on a free port of loopback, on one event loop by default. */
final class LiveTestServer implements AutoCloseable {
  private static final String SECRET = "a secret of this test, which nothing else is signed with";

  private final Vertx vertx;
  private final LiveRoutes routes;
  private final EndpointServer server;

  LiveTestServer(Consumer<LiveRoutes> describe) {
    this(describe, options -> options);
  }

  LiveTestServer(Consumer<LiveRoutes> describe, UnaryOperator<LiveOptions> more) {
    this(1, describe, (vertx, options) -> more.apply(options));
  }

  LiveTestServer(
      int eventLoops,
      Consumer<LiveRoutes> describe,
      BiFunction<Vertx, LiveOptions, LiveOptions> more) {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(eventLoops));
    Endpoint endpoint =
        Endpoint.create(vertx, new EndpointOptions().secretKeyBase(SECRET).eventLoops(eventLoops));
    routes =
        LiveRoutes.create(
            endpoint,
            more.apply(
                vertx,
                new LiveOptions()
                    .layout(page -> page.csrfToken() + "\n" + page.content().html())
                    .sessions(SessionHandler.create(LocalSessionStore.create(vertx)))));
    describe.accept(routes);
    server =
        endpoint
            .listen(new HttpServerOptions().setHost("127.0.0.1").setPort(0), routes::mount)
            .await();
  }

  LiveRoutes routes() {
    return routes;
  }

  int port() {
    return server.port();
  }

  /** Loads a page as a new visitor. */
  LiveClient.Page load(String path) throws Exception {
    return load(path, "");
  }

  LiveClient.Page load(String path, String cookie) throws Exception {
    return LiveClient.Page.load(port(), path, cookie);
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}

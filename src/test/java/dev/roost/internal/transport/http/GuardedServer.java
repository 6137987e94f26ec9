package dev.roost.internal.transport.http;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.HttpLimits;
import dev.roost.OriginCheck;
import dev.roost.channel.ConnectHandler;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.metrics.HttpSnapshot;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** An endpoint with a socket, a few routes, and the test's HTTP limits. */
final class GuardedServer implements AutoCloseable {
  private static final long SHORT_WINDOW_MILLIS = 500;
  private static final int LARGE = 16 << 20;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
  private final BlockingQueue<HttpServerResponse> waiting = new LinkedBlockingQueue<>();
  private final Endpoint endpoint;
  private final EndpointServer server;

  GuardedServer(UnaryOperator<EndpointOptions> options, UnaryOperator<HttpServerOptions> base)
      throws Exception {
    endpoint =
        Endpoint.create(
                vertx,
                options.apply(new EndpointOptions().checkOrigin(OriginCheck.none()).eventLoops(1)))
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(ConnectHandler.acceptAll())
                        .webSocket(webSocket -> webSocket.authToken(true))
                        .longPoll(longPoll -> longPoll.windowMillis(60_000))
                        .channel("*", ScriptedChannel::new))
            .socket(
                "/short",
                socket ->
                    socket
                        .connect(ConnectHandler.acceptAll())
                        .longPoll(longPoll -> longPoll.windowMillis(SHORT_WINDOW_MILLIS))
                        .channel("*", ScriptedChannel::new));
    server =
        endpoint
            .listen(
                base.apply(new HttpServerOptions().setHost("127.0.0.1").setPort(0)), this::routes)
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  static GuardedServer with(HttpLimits limits) throws Exception {
    return new GuardedServer(options -> options.httpLimits(limits), base -> base);
  }

  private void routes(Router router) {
    router.get("/hello").handler(context -> context.response().end("hello"));
    router
        .post("/length")
        .handler(
            context ->
                context
                    .request()
                    .body()
                    .onSuccess(body -> context.response().end("" + body.length())));
    router.get("/later").handler(context -> waiting.add(context.response()));
    router.get("/large").handler(context -> context.response().end(Buffer.buffer(new byte[LARGE])));
  }

  int port() {
    return server.port();
  }

  Vertx vertx() {
    return vertx;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  HttpSnapshot metrics() {
    return endpoint.httpMetrics();
  }

  /** The response to the next {@code GET /later}. */
  HttpServerResponse nextWaiting() throws InterruptedException {
    HttpServerResponse response = waiting.poll(20, TimeUnit.SECONDS);
    if (response == null) {
      throw new AssertionError("no request came");
    }
    return response;
  }

  RawHttp connect() throws Exception {
    return RawHttp.connect(port());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

package dev.roost.conformance;

import dev.roost.Endpoint;
import dev.roost.EndpointServer;
import dev.roost.cluster.ClusterSettings;
import dev.roost.cluster.ClusteredVertx;
import dev.roost.warmup.WarmUp;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the conformance endpoint on a port until it gets a signal. */
public final class ConformanceServer {
  private ConformanceServer() {}

  /**
   * Starts the server.
   *
   * @param args {@code --port N}, and for a node of a cluster {@code --cluster-port P --members
   *     HOST:P1,HOST:P2}; {@code --host} for another address than 127.0.0.1; {@code --h2c true} for
   *     HTTP/2 without TLS; {@code --warm-up MILLIS} to warm up before; {@code --compress once} to
   *     compress messages, {@code --compress each} to have Vert.x do so for each client
   */
  public static void main(String[] args) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      given.put(args[i], args[i + 1]);
    }
    String host = given.getOrDefault("--host", "127.0.0.1");
    int port = Integer.parseInt(given.getOrDefault("--port", "4000"));
    Duration warmUp = Duration.ofMillis(Long.parseLong(given.getOrDefault("--warm-up", "0")));
    vertx(given, host)
        .compose(vertx -> WarmUp.run(vertx, warmUp).map(vertx))
        .compose(
            vertx ->
                endpoint(vertx, given)
                    .compose(
                        endpoint ->
                            isCompressedByVertx(given)
                                ? listenByVertx(vertx, endpoint, host, port)
                                : endpoint
                                    .listen(
                                        new HttpServerOptions().setHost(host).setPort(port),
                                        router -> {})
                                    .onSuccess(server -> stopOnSignal(vertx, server))
                                    .map(EndpointServer::port)))
        .onSuccess(listening -> System.out.println("ready on port " + listening))
        .onFailure(
            failure -> {
              System.err.println("cannot start on port " + port + ": " + failure.getMessage());
              Runtime.getRuntime().halt(1);
            });
  }

  private static Future<Vertx> vertx(Map<String, String> given, String host) {
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
            .setPreferNativeTransport(true);
    String clusterPort = given.get("--cluster-port");
    if (clusterPort == null) {
      return Future.succeededFuture(Vertx.vertx(options));
    }
    return ClusteredVertx.start(
        options,
        new ClusterSettings()
            .host(host)
            .port(Integer.parseInt(clusterPort))
            .members(List.of(given.getOrDefault("--members", "").split(","))));
  }

  private static Future<Endpoint> endpoint(Vertx vertx, Map<String, String> given) {
    if (vertx.isClustered()) {
      return ConformanceEndpoint.join(vertx);
    }
    boolean compress = given.getOrDefault("--compress", "").equals("once");
    return Future.succeededFuture(
        given.containsKey("--h2c")
            ? ConformanceEndpoint.createWithClearTextHttp2(vertx)
            : ConformanceEndpoint.create(
                vertx,
                socket ->
                    socket.webSocket(
                        options ->
                            options.compress(compress).takeOver(!isCompressedByVertx(given)))));
  }

  private static boolean isCompressedByVertx(Map<String, String> given) {
    return given.getOrDefault("--compress", "").equals("each");
  }

  // The endpoint's own servers switch Vert.x's compression off.
  private static Future<Integer> listenByVertx(
      Vertx vertx, Endpoint endpoint, String host, int port) {
    HttpServerOptions options =
        endpoint
            .serverOptions(new HttpServerOptions().setHost(host).setPort(port))
            .setPerMessageWebSocketCompressionSupported(true);
    return vertx
        .deployVerticle(
            () ->
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    Router router = Router.router(vertx);
                    endpoint.mount(router);
                    return vertx.createHttpServer(options).requestHandler(router).listen();
                  }
                },
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
        .map(port);
  }

  private static void stopOnSignal(Vertx vertx, EndpointServer server) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () ->
                    server
                        .drain()
                        .eventually(vertx::close)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()));
  }
}

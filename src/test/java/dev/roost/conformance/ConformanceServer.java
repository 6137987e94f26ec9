package dev.roost.conformance;

import dev.roost.Endpoint;
import dev.roost.EndpointServer;
import dev.roost.cluster.ClusterSettings;
import dev.roost.cluster.ClusteredVertx;
import dev.roost.warmup.WarmUp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
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
   *     HTTP/2 without TLS; {@code --warm-up MILLIS} to warm up before
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
                endpoint(vertx, given.containsKey("--h2c"))
                    .compose(
                        endpoint ->
                            endpoint.listen(
                                new HttpServerOptions().setHost(host).setPort(port), router -> {}))
                    .onSuccess(server -> stopOnSignal(vertx, server)))
        .onSuccess(server -> System.out.println("ready on port " + server.port()))
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

  private static Future<Endpoint> endpoint(Vertx vertx, boolean clearTextHttp2) {
    if (vertx.isClustered()) {
      return ConformanceEndpoint.join(vertx);
    }
    return Future.succeededFuture(
        clearTextHttp2
            ? ConformanceEndpoint.createWithClearTextHttp2(vertx)
            : ConformanceEndpoint.create(vertx));
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

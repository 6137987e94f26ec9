package dev.roost.example;

import dev.roost.DrainOptions;
import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.channel.ConnectHandler;
import dev.roost.micrometer.EndpointMeters;
import dev.roost.micrometer.PrometheusRoute;
import dev.roost.routes.AdminRoutes;
import dev.roost.routes.BearerKey;
import dev.roost.routes.HealthRoutes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.function.Supplier;

/** A server with everything that operating it needs. */
final class OperatedServer {
  static Future<EndpointServer> start(
      Vertx vertx, int port, String key, Supplier<Future<Void>> database) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    EndpointMeters meters = new EndpointMeters(registry);
    Endpoint endpoint =
        Endpoint.create(vertx, new EndpointOptions().listener(meters))
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(ConnectHandler.acceptAll())
                        .drainer(DrainOptions.DEFAULT.withPauseMillis(5_000))
                        .channel("room:*", ChatServer.RoomChannel::new));
    meters.watch(endpoint);
    BearerKey operators = BearerKey.of(key);
    return endpoint.listen(
        new HttpServerOptions().setPort(port),
        router -> {
          new HealthRoutes(endpoint).ready("database", database).mount(router);
          new PrometheusRoute(endpoint, meters, registry).authentication(operators).mount(router);
          new AdminRoutes(endpoint, operators).mount(router);
        });
  }

  /** On SIGTERM, clients move to the other nodes. */
  static void drainOnShutdown(EndpointServer server) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> server.drain().toCompletionStage().toCompletableFuture().join()));
  }

  private OperatedServer() {}
}

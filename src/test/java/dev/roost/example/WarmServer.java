package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.EndpointServer;
import dev.roost.warmup.WarmUp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;

/** A server that has warmed up when it listens. */
final class WarmServer {
  static Future<EndpointServer> start(Vertx vertx, Endpoint endpoint, int port) {
    return WarmUp.run(vertx, Duration.ofSeconds(2))
        .compose(
            connections -> endpoint.listen(new HttpServerOptions().setPort(port), router -> {}));
  }

  private WarmServer() {}
}

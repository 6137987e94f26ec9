package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.EndpointServer;
import dev.roost.routes.BearerKey;
import dev.roost.routes.PublishRoutes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerOptions;

/** A server that other programs publish messages through. */
final class PublishServer {
  static Future<EndpointServer> start(Endpoint endpoint, int port, String key) {
    PublishRoutes publish = new PublishRoutes(endpoint, BearerKey.of(key));
    return endpoint.listen(new HttpServerOptions().setPort(port), publish::mount);
  }

  private PublishServer() {}
}

package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.channel.ConnectHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;

/** An application that has its own HTTP server and router. */
final class SharedServer {
  static Future<HttpServer> start(Vertx vertx, int port) {
    Endpoint endpoint =
        Endpoint.create(vertx, new EndpointOptions())
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(ConnectHandler.acceptAll())
                        .channel("room:*", ChatServer.RoomChannel::new));
    Router router = Router.router(vertx);
    router.get("/hello").handler(context -> context.end("hello"));
    endpoint.mount(router);
    HttpServerOptions options = endpoint.serverOptions(new HttpServerOptions().setPort(port));
    return vertx
        .createHttpServer(options)
        .connectionHandler(endpoint.connectionHandler(options))
        .requestHandler(router)
        .listen();
  }

  private SharedServer() {}
}

package dev.roost.conformance;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;

/** Runs the conformance endpoint on a port of loopback until it is told to stop. */
public final class ConformanceServer {
  private ConformanceServer() {}

  /**
   * Starts the server.
   *
   * @param args {@code --port N}
   */
  public static void main(String[] args) {
    int port = args.length == 2 && args[0].equals("--port") ? Integer.parseInt(args[1]) : 4000;
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
                .setPreferNativeTransport(true));
    ConformanceEndpoint.create(vertx)
        .listen(new HttpServerOptions().setHost("127.0.0.1").setPort(port), router -> {})
        .onSuccess(server -> System.out.println("ready on port " + server.port()))
        .onFailure(
            failure -> {
              System.err.println("cannot listen on port " + port + ": " + failure.getMessage());
              vertx.close().onComplete(closed -> System.exit(1));
            });
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> vertx.close().toCompletionStage().toCompletableFuture().join()));
  }
}

package dev.roost.conformance;

import dev.roost.SocketMount;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.function.Consumer;

/** The conformance endpoint on a free port, with its own Vert.x. */
final class RunningEndpoint implements AutoCloseable {
  private final Vertx vertx;
  private final int port;

  /** Starts it with changes to the socket options of the recordings. */
  RunningEndpoint(Consumer<SocketMount> change) {
    vertx = Vertx.vertx();
    port =
        ConformanceEndpoint.create(vertx, change)
            .listen(new HttpServerOptions().setHost("127.0.0.1").setPort(0), router -> {})
            .await()
            .port();
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}

package dev.roost.conformance;

import dev.roost.SocketMount;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.function.Consumer;

/** The conformance endpoint, listening on a free port of this machine. Has a Vert.x of its own. */
final class RunningEndpoint implements AutoCloseable {
  private final Vertx vertx;
  private final int port;

  /** Starts it, with options of its socket that may differ from those the recordings want. */
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

package dev.roost;

import dev.roost.internal.transport.RawWebSocket;
import dev.roost.metrics.SocketSnapshot;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An endpoint with one socket at {@code /socket}, on a free port of loopback. */
public final class RunningEndpoint implements AutoCloseable {
  private static final int EVENT_LOOPS = 2;

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setPreferNativeTransport(true));
  private final Endpoint endpoint;
  private final EndpointServer server;

  private RunningEndpoint(
      HttpServerOptions http,
      EndpointOptions options,
      Consumer<SocketMount> describe,
      Consumer<Endpoint> others)
      throws Exception {
    endpoint = Endpoint.create(vertx, options).socket("/socket", describe);
    others.accept(endpoint);
    server =
        endpoint
            .listen(http.setHost("127.0.0.1").setPort(0), router -> {})
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  /** Starts one that accepts every origin. */
  public static RunningEndpoint start(Consumer<SocketMount> describe) throws Exception {
    return start(new EndpointOptions().checkOrigin(OriginCheck.none()), describe);
  }

  /** Starts one on two event loops. */
  public static RunningEndpoint start(EndpointOptions options, Consumer<SocketMount> describe)
      throws Exception {
    return start(options, describe, endpoint -> {});
  }

  /** Also with further sockets. */
  public static RunningEndpoint start(
      EndpointOptions options, Consumer<SocketMount> describe, Consumer<Endpoint> others)
      throws Exception {
    return new RunningEndpoint(
        new HttpServerOptions(), options.eventLoops(EVENT_LOOPS), describe, others);
  }

  /** Also with options of its HTTP server, such as TLS. */
  public static RunningEndpoint start(
      HttpServerOptions http, EndpointOptions options, Consumer<SocketMount> describe)
      throws Exception {
    return new RunningEndpoint(http, options.eventLoops(EVENT_LOOPS), describe, endpoint -> {});
  }

  /** The endpoint. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** The server that listens. */
  public EndpointServer server() {
    return server;
  }

  /** Its Vert.x. */
  public Vertx vertx() {
    return vertx;
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** The socket's metrics. */
  public SocketSnapshot metrics() {
    return endpoint.metrics().get("/socket");
  }

  /** A new connection that speaks vsn 2. */
  public RawWebSocket open(String... headers) throws IOException {
    return RawWebSocket.open(port(), "/socket/websocket?vsn=2.0.0", headers);
  }

  /** A new connection that has joined the topic and received the reply. */
  public RawWebSocket join(String topic) throws IOException {
    RawWebSocket client = open();
    client.sendText("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{}]");
    client.receiveText();
    return client;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

package dev.roost.routes;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.channel.ConnectResult;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** An endpoint with a socket and a test's routes, and an HTTP client for them. */
final class RoutesServer implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final Vertx vertx = Vertx.vertx();
  final Endpoint endpoint;
  final int port;

  RoutesServer(BiConsumer<Endpoint, Router> routes) {
    endpoint =
        Endpoint.create(vertx, new EndpointOptions().checkOrigin(OriginCheck.none()).eventLoops(1))
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(request -> ConnectResult.accept().id("users:1").now())
                        .channel("room:*", ScriptedChannel::new));
    HttpServerOptions local = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
    port = await(endpoint.listen(local, router -> routes.accept(endpoint, router))).port();
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  RawWebSocket join(String topic) throws Exception {
    RawWebSocket client = RawWebSocket.open(port, "/socket/websocket?vsn=2.0.0");
    client.sendText("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{}]");
    client.receiveText();
    return client;
  }

  HttpResponse<String> request(String method, String path, String key, String body) {
    return send(port, method, path, key, body);
  }

  static HttpResponse<String> send(int port, String method, String path, String key, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Authorization", key);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another HTTP server of the application with this router. */
  int listen(Router router) {
    return await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
        .actualPort();
  }

  HttpResponse<String> get(String path) {
    return request("GET", path, null, null);
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}

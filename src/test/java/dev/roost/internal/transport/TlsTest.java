package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.OriginCheck;
import dev.roost.channel.ConnectHandler;
import dev.roost.cluster.Certificates;
import dev.roost.internal.session.ScriptedChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections over TLS, which adds a handler to the pipeline. */
@Timeout(60)
class TlsTest {
  private static final String LOOPBACK = "127.0.0.1";

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private Endpoint endpoint;
  private WebSocketClient browser;
  private WebSocket client;

  @BeforeEach
  void connect(@TempDir Path directory) throws Exception {
    Certificates certificates = new Certificates(directory);
    endpoint =
        Endpoint.create(vertx, new EndpointOptions().checkOrigin(OriginCheck.none()))
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(ConnectHandler.acceptAll())
                        .channel("room:*", ScriptedChannel::new));
    EndpointServer server =
        await(
            endpoint.listen(
                new HttpServerOptions()
                    .setHost(LOOPBACK)
                    .setPort(0)
                    .setSsl(true)
                    .setKeyCertOptions(certificates.keys()),
                router -> {}));
    browser =
        vertx.createWebSocketClient(
            new WebSocketClientOptions().setSsl(true).setTrustOptions(certificates.trust()));
    client = await(browser.connect(server.port(), LOOPBACK, "/socket/websocket?vsn=2.0.0"));
    client.textMessageHandler(received::add);
  }

  @AfterEach
  void close() throws Exception {
    await(browser.close());
    await(vertx.close());
  }

  @Test
  void repliesAndBroadcastsArriveOverTls() throws Exception {
    client.writeTextMessage("[\"1\",\"1\",\"room:1\",\"phx_join\",{}]");
    assertThat(next()).contains("phx_reply");

    endpoint.broadcast("room:1", "news", Map.of("text", "hello"));
    assertThat(next()).isEqualTo("[null,null,\"room:1\",\"news\",{\"text\":\"hello\"}]");
  }

  private String next() throws InterruptedException {
    return received.poll(20, TimeUnit.SECONDS);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}

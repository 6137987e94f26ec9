package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectHandler;
import dev.roost.internal.session.CapturedLog;
import dev.roost.proxy.TrustedProxies;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit of WebSockets per client behind a proxy. */
@Timeout(60)
class SocketsByClientTest {
  private static final String URI = "/socket/websocket?vsn=2.0.0";
  private static final int MAX = 3;

  private final List<RawWebSocket> clients = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (RawWebSocket client : clients) {
      client.close();
    }
  }

  private int connect(int port, String uri, String... headers) throws Exception {
    RawWebSocket client = RawWebSocket.connect(port);
    clients.add(client);
    return client.upgrade(uri, headers).status();
  }

  private static EndpointOptions limited() {
    return new EndpointOptions().checkOrigin(OriginCheck.none()).maxConnectionsPerAddress(MAX);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void limitAppliesPerClientBehindATrustedProxy(boolean takeOver) throws Exception {
    try (CapturedLog log = new CapturedLog();
        RunningEndpoint server =
            RunningEndpoint.start(
                limited().trustedProxies(TrustedProxies.of("127.0.0.0/8")),
                socket ->
                    socket
                        .connect(ConnectHandler.acceptAll())
                        .webSocket(options -> options.takeOver(takeOver)),
                endpoint ->
                    endpoint.socket(
                        "/other", socket -> socket.connect(ConnectHandler.acceptAll())))) {
      for (int i = 0; i < MAX; i++) {
        String uri = i == 0 ? "/other/websocket?vsn=2.0.0" : URI;
        assertThat(connect(server.port(), uri, "X-Forwarded-For: 2001:db8::" + i)).isEqualTo(101);
      }
      for (int i = 0; i < 5; i++) {
        assertThat(connect(server.port(), URI, "X-Forwarded-For: 2001:db8::9:" + i)).isEqualTo(503);
      }
      assertThat(server.metrics().tooManyOfAddress()).isEqualTo(5);
      assertThat(server.metrics().tooManyConnections()).isEqualTo(5);
      assertThat(log.warnings()).singleElement().asString().contains("2001:db8::/64");

      assertThat(connect(server.port(), URI, "X-Forwarded-For: 203.0.113.7")).isEqualTo(101);
      for (int i = 0; i < 2 * MAX; i++) {
        // Connections of the proxy itself, such as health checks.
        assertThat(connect(server.port(), URI)).isEqualTo(101);
      }

      clients.get(1).close();
      eventually(
          () ->
              assertThat(connect(server.port(), URI, "X-Forwarded-For: 2001:db8::1"))
                  .isEqualTo(101));
    }
  }

  @Test
  void untrustedPeersCountByTheirOwnAddress() throws Exception {
    try (RunningEndpoint server =
        RunningEndpoint.start(limited(), socket -> socket.connect(ConnectHandler.acceptAll()))) {
      // The server counts its first connection when it answers the handshake.
      for (int i = 0; i < MAX; i++) {
        assertThat(connect(server.port(), URI, "X-Forwarded-For: 203.0.113." + i)).isEqualTo(101);
      }
      RawWebSocket further = RawWebSocket.connect(server.port());
      clients.add(further);
      further.receiveEnd();
      assertThat(server.metrics().tooManyOfAddress()).isZero();
    }
  }

  @Test
  void serversWithoutTheConnectionHandlerCountAtTheHandshake() throws Exception {
    Vertx vertx = Vertx.vertx();
    Endpoint endpoint =
        Endpoint.create(vertx, limited())
            .socket("/socket", socket -> socket.connect(ConnectHandler.acceptAll()));
    Router router = Router.router(vertx);
    endpoint.mount(router);
    int port = RouterServer.start(vertx, new HttpServerOptions(), router);
    for (int i = 0; i < MAX; i++) {
      assertThat(connect(port, URI)).isEqualTo(101);
    }
    assertThat(connect(port, URI)).isEqualTo(503);
    assertThat(endpoint.metrics().get("/socket").tooManyOfAddress()).isEqualTo(1);
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}

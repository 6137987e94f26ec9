package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.RunningEndpoint;
import dev.roost.SocketInfo;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.proxy.TrustedProxies;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forwarded headers of a trusted proxy apply to the origin check, connectInfo and session info. */
@Timeout(60)
class ForwardedHeadersTest {
  private static final String[] FROM_PROXY = {
    "Origin: https://app.example",
    "X-Forwarded-For: 203.0.113.7",
    "X-Forwarded-Proto: https",
    "X-Forwarded-Host: app.example"
  };

  private final BlockingQueue<ConnectRequest> requests = new LinkedBlockingQueue<>();
  private RunningEndpoint server;

  @AfterEach
  void stop() {
    server.close();
  }

  private void start(EndpointOptions options, boolean takeOver) throws Exception {
    server =
        RunningEndpoint.start(
            options,
            socket ->
                socket
                    .connect(this::accept)
                    .webSocket(
                        webSocket ->
                            webSocket.takeOver(takeOver).connectInfo(ConnectInfo.Key.values()))
                    .longPoll(longPoll -> longPoll.connectInfo(ConnectInfo.Key.values())));
  }

  private Future<ConnectResult> accept(ConnectRequest request) {
    requests.add(request);
    return ConnectResult.accept().now();
  }

  private static EndpointOptions trusting(String... proxies) {
    return new EndpointOptions().trustedProxies(TrustedProxies.of(proxies));
  }

  private ConnectInfo info() throws InterruptedException {
    return requests.poll(20, TimeUnit.SECONDS).info();
  }

  private List<SocketInfo> sockets() throws Exception {
    return server
        .endpoint()
        .sockets(10)
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private RawWebSocket.Answer handshake(String... headers) throws Exception {
    try (RawWebSocket client = RawWebSocket.connect(server.port())) {
      return client.upgrade("/socket/websocket?vsn=2.0.0", headers);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void webSocketBelongsToTheForwardedClient(boolean takeOver) throws Exception {
    start(trusting("127.0.0.0/8", "::1"), takeOver);

    try (RawWebSocket client = server.open(FROM_PROXY)) {
      assertThat(client).isNotNull();
      ConnectInfo info = info();
      assertThat(info.peerData()).isEqualTo(new ConnectInfo.PeerData("203.0.113.7", 0, true));
      assertThat(info.uri()).isEqualTo("https://app.example/socket/websocket?vsn=2.0.0");
      eventually(
          () ->
              assertThat(sockets()).extracting(SocketInfo::remote).containsExactly("203.0.113.7"));
    }
  }

  @Test
  void longPollSessionBelongsToTheForwardedClient() throws Exception {
    start(trusting("127.0.0.0/8", "::1"), true);

    LongPoller poller = new LongPoller(server.port());
    LongPoller.Answer answer =
        poller.request(
            "GET",
            "Origin",
            "https://app.example",
            "Forwarded",
            "for=\"[2001:db8::17]:4711\";proto=https;host=app.example");

    assertThat(answer.status()).isEqualTo(410);
    assertThat(info().peerData())
        .isEqualTo(new ConnectInfo.PeerData("2001:db8:0:0:0:0:0:17", 4711, true));
    assertThat(sockets())
        .extracting(SocketInfo::remote)
        .containsExactly("[2001:db8:0:0:0:0:0:17]:4711");
  }

  @Test
  void headersOfUntrustedClientsAreIgnored() throws Exception {
    start(trusting("10.0.0.0/8"), true);

    assertThat(handshake(FROM_PROXY).status()).isEqualTo(403);
    assertThat(handshake("Origin: https://app.example", "Forwarded: host=app.example").status())
        .isEqualTo(403);

    try (RawWebSocket client = server.open("X-Forwarded-For: 203.0.113.7")) {
      assertThat(client).isNotNull();
      assertThat(info().peerData().address()).isEqualTo("127.0.0.1");
      eventually(
          () ->
              assertThat(sockets())
                  .singleElement()
                  .extracting(SocketInfo::remote)
                  .asString()
                  .startsWith("127.0.0.1:"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example, 200",
    "https://app.example:8443, 200",
    "http://APP.example, 200",
    "https://localhost, 403",
    "https://evil.example, 403",
    "https://app.example.evil.example, 403",
    "null, 403"
  })
  void originIsComparedWithTheForwardedHost(String origin, int status) throws Exception {
    start(trusting("127.0.0.0/8", "::1"), true);

    RawWebSocket.Answer response = handshake("Origin: " + origin, "X-Forwarded-Host: app.example");

    assertThat(response.status()).isEqualTo(status == 200 ? 101 : status);
  }

  @Test
  void tlsProxyThatKeepsTheHostNeedsNoTrust() throws Exception {
    start(new EndpointOptions(), true);

    assertThat(handshake("Origin: https://localhost").status()).isEqualTo(101);
    assertThat(handshake("Origin: https://evil.example").status()).isEqualTo(403);
  }
}

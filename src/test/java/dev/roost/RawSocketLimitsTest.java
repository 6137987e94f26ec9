package dev.roost;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.CloseCode;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.RawSocket;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.transport.RawWebSocket;
import dev.roost.metrics.SocketSnapshot;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks, limits and metrics apply to raw sockets as to channel sockets. */
@ParameterizedClass(name = "take-over {0}")
@ValueSource(booleans = {true, false})
@Timeout(60)
class RawSocketLimitsTest {
  private static final int MAX_OUTBOUND = 100_000;
  private static final int FLOOD = 200;

  @Parameter boolean takeOver;

  private final List<ConnectRequest> requests = new CopyOnWriteArrayList<>();
  private final List<String> decided = new CopyOnWriteArrayList<>();
  private RunningEndpoint running;

  /** Sends far more than it receives. */
  private static final class FloodingSocket extends RawSocket {
    @Override
    public void handleText(String text) {
      for (int i = 0; i < FLOOD; i++) {
        push(text);
      }
    }

    @Override
    public void handleBinary(Buffer bytes) {
      push(bytes);
    }
  }

  @BeforeEach
  void start() throws Exception {
    SocketListener listener =
        new SocketListener() {
          @Override
          public void socketConnected(Connected event) {
            decided.add(event.path() + " " + event.accepted());
          }
        };
    running =
        RunningEndpoint.start(
            new EndpointOptions()
                .checkOrigin(OriginCheck.allow(List.of("//good.example")))
                .listener(listener)
                .maxConnections(2),
            socket -> socket.connect(ConnectHandler.acceptAll()),
            endpoint ->
                endpoint.rawSocket(
                    "/loud",
                    socket ->
                        socket
                            .connect(this::connect)
                            .handler(FloodingSocket::new)
                            .webSocket(
                                options ->
                                    options
                                        .takeOver(takeOver)
                                        .maxOutboundBytes(MAX_OUTBOUND)
                                        .outboundHardLimitBytes(MAX_OUTBOUND)
                                        .connectInfo(
                                            ConnectInfo.Key.TRACE_CONTEXT_HEADERS,
                                            ConnectInfo.Key.USER_AGENT))));
  }

  private Future<ConnectResult> connect(ConnectRequest request) {
    requests.add(request);
    return ConnectResult.accept().id("loud:1").now();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private RawWebSocket open() throws Exception {
    return RawWebSocket.open(
        running.port(), "/loud/websocket?a=b", "User-Agent: test/1.0", "Traceparent: 00-1-2-01");
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private SocketSnapshot metrics() {
    return running.endpoint().metrics().get("/loud");
  }

  @Test
  void connectHandlerReceivesTheRequest() throws Exception {
    try (RawWebSocket client = open()) {
      client.sendFrame(true, RawWebSocket.BINARY, new byte[] {7});
      assertThat(client.receive().payload()).isEqualTo(Buffer.buffer(new byte[] {7}));
    }
    ConnectRequest request = requests.get(0);
    assertThat(request.params().get("a")).isEqualTo("b");
    assertThat(request.vsn()).isEmpty();
    assertThat(request.info().userAgent()).isEqualTo("test/1.0");
    assertThat(request.info().traceContextHeaders())
        .containsExactly(new ConnectInfo.Header("traceparent", "00-1-2-01"));
    assertThat(decided).containsExactly("/loud true");
  }

  @Test
  void foreignOriginIsRefused() throws Exception {
    try (CapturedLog log = new CapturedLog();
        RawWebSocket stranger = RawWebSocket.connect(running.port());
        RawWebSocket friend = RawWebSocket.connect(running.port())) {
      assertThat(stranger.upgrade("/loud/websocket", "Origin: http://evil.example").status())
          .isEqualTo(403);
      assertThat(friend.upgrade("/loud/websocket", "Origin: http://good.example").status())
          .isEqualTo(101);
      assertThat(log.errors()).hasSize(1);
    }
    assertThat(metrics().refused()).isEqualTo(1);
  }

  @Test
  void rawConnectionsCountTowardTheEndpointsLimit() throws Exception {
    try (CapturedLog log = new CapturedLog();
        RawWebSocket first = open();
        RawWebSocket second = running.open();
        RawWebSocket third = RawWebSocket.connect(running.port())) {
      // The handshake is answered before the session starts.
      eventually(() -> assertThat(metrics().open() + running.metrics().open()).isEqualTo(2));
      assertThat(third.upgrade("/loud/websocket").status()).isEqualTo(503);
      assertThat(metrics().tooManyConnections()).isEqualTo(1);
      assertThat(log.warnings()).hasSize(1);

      first.dropConnection();
      eventually(() -> assertThat(metrics().open()).isZero());
      open().close();
      assertThat(second.isClosedByServer()).isFalse();
    }
  }

  @Test
  void rawConnectionsAreListed() throws Exception {
    try (RawWebSocket client = open()) {
      client.sendFrame(true, RawWebSocket.BINARY, new byte[] {7});
      client.receive();
      SocketInfo info = await(running.endpoint().sockets(10)).get(0);
      assertThat(info.path()).isEqualTo("/loud");
      assertThat(info.socketId()).isEqualTo("loud:1");
      assertThat(info.transport()).isEqualTo("websocket");
      assertThat(info.vsn()).isEmpty();
      assertThat(info.remote()).matches("127\\.0\\.0\\.1:\\d+");
      assertThat(info.channels()).isEmpty();
      assertThat(await(running.endpoint().queuedBytes())).isZero();
    }
    eventually(() -> assertThat(await(running.endpoint().sockets(10))).isEmpty());
  }

  @Test
  void clientThatStopsReadingIsClosed() throws Exception {
    try (CapturedLog log = new CapturedLog();
        RawWebSocket slow =
            RawWebSocket.open(
                RawWebSocket.connect(running.port(), 4_096), "/loud/websocket?vsn=9")) {
      slow.sendText("x".repeat(1 << 17));
      // Zero connections is also true before the session starts, so wait for the close first.
      eventually(() -> assertThat(metrics().overloaded()).isEqualTo(1));
      eventually(() -> assertThat(metrics().open()).isZero());
      assertThat(metrics().crashed()).isZero();
      assertThat(log.warnings()).filteredOn(line -> line.contains("too far behind")).hasSize(1);
      assertThat(log.errors()).isEmpty();
      if (takeOver) {
        assertThat(slow.receiveClose()).isEqualTo(CloseCode.OVERLOADED);
      }
    }
  }
}

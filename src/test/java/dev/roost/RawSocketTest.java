package dev.roost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.roost.channel.CloseCode;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.RawSocket;
import dev.roost.channel.StopReason;
import dev.roost.internal.transport.RawWebSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw sockets, with and without the take-over of connections from Vert.x. */
@ParameterizedClass(name = "take-over {0}")
@ValueSource(booleans = {true, false})
@Timeout(60)
class RawSocketTest {
  private static final int MAX_FRAME = 1_000;
  private static final int GOING_AWAY = 1_001;
  private static final int TOO_LARGE = 1_009;

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<EchoSocket> sockets = new LinkedBlockingQueue<>();

  @Parameter boolean takeOver;

  private Endpoint endpoint;
  private EndpointServer server;
  private RawWebSocket client;

  /** Sends back each message. */
  private static final class EchoSocket extends RawSocket {
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    @Override
    public void init() {
      push("hello " + socket().get("name"));
      if ("nobody".equals(socket().get("name"))) {
        close(4_000, "nobody is not wanted");
      }
    }

    @Override
    public void handleText(String text) {
      switch (text) {
        case "crash" -> throw new IllegalStateException("as told");
        case "close" -> {
          push("bye");
          close(4_321, "as told");
          push("too late");
        }
        default -> push(text);
      }
    }

    @Override
    public void handleBinary(Buffer bytes) {
      push(bytes);
    }

    @Override
    public void handleControl(Control control, Buffer data) {
      heard.add(control + " " + data);
    }

    @Override
    public void handleInfo(Object message) {
      push("posted " + message);
    }

    @Override
    public void terminate(StopReason reason) {
      heard.add(reason);
    }

    Object nextHeard() throws InterruptedException {
      return heard.poll(15, TimeUnit.SECONDS);
    }
  }

  @BeforeEach
  void start() throws Exception {
    endpoint =
        Endpoint.create(vertx, new EndpointOptions().checkOrigin(OriginCheck.none()).eventLoops(2))
            .rawSocket(
                "/echo",
                s ->
                    s.connect(RawSocketTest::connect)
                        .handler(this::newSocket)
                        .drainer(new DrainOptions(1_000, 20, 10_000))
                        .webSocket(
                            o ->
                                o.takeOver(takeOver)
                                    .maxFrameSize(MAX_FRAME)
                                    .closeTimeoutMillis(1_000)));
    server =
        endpoint
            .listen(new HttpServerOptions().setHost("127.0.0.1").setPort(0), router -> {})
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    client = open();
    assertThat(client.receiveText()).isEqualTo("hello Ann");
  }

  private RawWebSocket open() throws IOException {
    return RawWebSocket.open(server.port(), "/echo/websocket?name=Ann");
  }

  private static Future<ConnectResult> connect(ConnectRequest request) {
    String name = request.params().get("name");
    return name == null
        ? ConnectResult.refuse().now()
        : ConnectResult.accept().id("echo:" + name).assign("name", name).now();
  }

  private EchoSocket newSocket() {
    EchoSocket socket = new EchoSocket();
    sockets.add(socket);
    return socket;
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private EchoSocket socket() throws InterruptedException {
    return sockets.poll(15, TimeUnit.SECONDS);
  }

  @Test
  void textAndBytesComeBack() throws Exception {
    client.sendText("Grüße");
    assertThat(client.receiveText()).isEqualTo("Grüße");
    client.sendText("");
    assertThat(client.receiveText()).isEmpty();

    client.sendFrame(true, RawWebSocket.BINARY, new byte[] {0, -1});
    RawWebSocket.Received bytes = client.receive();
    assertThat(bytes.opcode()).isEqualTo(RawWebSocket.BINARY);
    assertThat(bytes.payload().getBytes()).containsExactly(0, -1);
  }

  @Test
  void initRunsBeforeTheFirstMessage() throws Exception {
    try (RawWebSocket eager = open()) {
      eager.sendText("at once");

      assertThat(eager.receiveText()).isEqualTo("hello Ann");
      assertThat(eager.receiveText()).isEqualTo("at once");
    }
  }

  @Test
  void socketMayCloseInInit() throws Exception {
    socket();
    try (RawWebSocket unwanted = RawWebSocket.open(server.port(), "/echo/websocket?name=nobody")) {
      assertThat(unwanted.receiveText()).isEqualTo("hello nobody");
      assertThat(unwanted.receiveClose()).isEqualTo(4_000);
      assertThat(socket().nextHeard()).isEqualTo(StopReason.NORMAL);
    }
  }

  @Test
  void controlFramesAreAnsweredAndReported() throws Exception {
    byte[] data = "are you there".getBytes(StandardCharsets.UTF_8);

    client.sendFrame(true, RawWebSocket.PING, data);
    RawWebSocket.Received pong = client.receive();
    client.sendFrame(true, RawWebSocket.PONG, data);

    assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
    assertThat(pong.text()).isEqualTo("are you there");
    EchoSocket socket = socket();
    assertThat(socket.nextHeard()).isEqualTo("PING are you there");
    assertThat(socket.nextHeard()).isEqualTo("PONG are you there");
  }

  @Test
  void messagesAreSentFromAnyThread() throws Exception {
    socket().post(42);

    assertThat(client.receiveText()).isEqualTo("posted 42");
  }

  @Test
  void socketClosesWithACode() throws Exception {
    client.sendText("close");

    assertThat(client.receiveText()).isEqualTo("bye");
    assertThat(client.receiveClose()).isEqualTo(4_321);
    assertThat(socket().nextHeard()).isEqualTo(StopReason.NORMAL);
  }

  @Test
  void crashClosesTheConnection() throws Exception {
    client.sendText("crash");

    assertThat(client.receiveClose()).isEqualTo(CloseCode.INTERNAL_ERROR);
    assertThat(socket().nextHeard()).isEqualTo(StopReason.ERROR);
    assertThat(endpoint.metrics().get("/echo").crashed()).isEqualTo(1);
    assertThat(endpoint.metrics().get("/echo").open()).isZero();
  }

  @Test
  void terminateRunsWhenTheClientDisconnects() throws Exception {
    client.dropConnection();

    EchoSocket socket = socket();
    assertThat(socket.nextHeard()).isEqualTo(StopReason.CLOSED);
    socket.post("to nobody");
  }

  @Test
  void disconnectBySocketIdClosesTheSocket() throws Exception {
    endpoint.disconnect("echo:Ann");

    assertThat(client.receiveClose()).isEqualTo(GOING_AWAY);
    assertThat(socket().nextHeard()).isEqualTo(StopReason.SHUTDOWN);
  }

  @Test
  void drainClosesTheSocket() throws Exception {
    Future<Void> drained = server.drain();

    assertThat(client.receiveClose()).isEqualTo(CloseCode.SERVICE_RESTART);
    client.sendClose(CloseCode.SERVICE_RESTART);
    client.receiveEnd();
    drained.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(socket().nextHeard()).isEqualTo(StopReason.DRAINING);
  }

  @Test
  void frameLimitAndRefusalsApply() throws Exception {
    client.sendText("x".repeat(MAX_FRAME + 1));
    if (takeOver) {
      assertThat(client.receiveClose()).isEqualTo(TOO_LARGE);
    }
    assertThat(socket().nextHeard()).isEqualTo(StopReason.CLOSED);

    try (RawWebSocket nameless = RawWebSocket.connect(server.port())) {
      assertThat(nameless.upgrade("/echo/websocket").status()).isEqualTo(403);
    }
  }

  @Test
  void incompleteMountIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> endpoint.rawSocket("/x", s -> s.connect(ConnectHandler.acceptAll())));
    assertThatIllegalStateException()
        .isThrownBy(() -> endpoint.rawSocket("/x", s -> s.handler(this::newSocket)));
  }
}

package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.RunningEndpoint;
import dev.roost.WebSocketOptions;
import dev.roost.channel.ConnectHandler;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that stop reading, with and without take-over from Vert.x. */
@ParameterizedClass(name = "take-over {0}")
@ValueSource(booleans = {true, false})
@Timeout(120)
class SlowClientTest {
  private static final int LIMIT = 1 << 20;

  /** Short, for tests that wait for the timeout. */
  private static final int SHORT_CLOSE_TIMEOUT_MILLIS = 500;

  private static final String FILLER = "x".repeat(100_000);

  @Parameter boolean takeOver;

  private final List<ScriptedChannel> channels = new CopyOnWriteArrayList<>();
  private CapturedLog log;
  private RunningEndpoint server;
  private RawWebSocket slow;

  @BeforeEach
  void capture() {
    log = new CapturedLog();
  }

  private void connect() throws Exception {
    connect(options -> {});
  }

  private void connect(Consumer<WebSocketOptions> change) throws Exception {
    server =
        RunningEndpoint.start(
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .channel("room:*", this::newChannel)
                    .webSocket(
                        options ->
                            change.accept(
                                options
                                    .takeOver(takeOver)
                                    .maxOutboundBytes(LIMIT)
                                    .outboundHardLimitBytes(LIMIT))));
    slow = RawWebSocket.connect(server.port(), 4_096);
    RawWebSocket.open(slow, "/socket/websocket?vsn=2.0.0");
    slow.sendText("[\"1\",\"1\",\"room:slow\",\"phx_join\",{}]");
    slow.receiveText();
  }

  private ScriptedChannel newChannel() {
    ScriptedChannel channel = new ScriptedChannel();
    channels.add(channel);
    return channel;
  }

  @AfterEach
  void close() throws Exception {
    log.close();
    if (server != null) {
      slow.close();
      server.close();
    }
  }

  /** Broadcasts messages one by one, each after all readers have the previous one. */
  private int floodUntilOverloaded(List<RawWebSocket> readers) throws IOException {
    int sent = 0;
    while (server.metrics().overloaded() == 0 && sent < 1_000) {
      server.endpoint().broadcast("room:slow", "news", Map.of("n", sent, "text", FILLER));
      for (RawWebSocket reader : readers) {
        assertThat(reader.receiveText()).contains("\"n\":" + sent);
      }
      sent++;
    }
    return sent;
  }

  @Test
  void slowClientIsClosedAndOthersReceiveEverything() throws Exception {
    connect();
    List<RawWebSocket> readers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      readers.add(server.join("room:slow"));
    }
    long before = Memory.direct();
    floodUntilOverloaded(readers);
    assertThat(server.metrics().overloaded()).isEqualTo(1);
    assertThat(Memory.direct() - before).isLessThan(4L * LIMIT + 4_000_000);
    eventually(() -> assertThat(channels.get(0).calls).endsWith("terminate:CLOSED"));

    for (int n = 0; n < 100; n++) {
      server.endpoint().broadcast("room:slow", "more", Map.of("n", n));
    }
    for (RawWebSocket reader : readers) {
      for (int n = 0; n < 100; n++) {
        assertThat(reader.receiveText()).endsWith("{\"n\":" + n + "}]");
      }
      reader.close();
    }
    assertThat(server.metrics().overloaded()).isEqualTo(1);
    assertThat(log.lines()).hasSize(1);
    assertThat(log.warnings().get(0))
        .contains("the client is too far behind", "socket=/socket", "hard_limit=" + LIMIT);
    slow.close();
    eventually(() -> assertThat(server.metrics().open()).isZero());
  }

  @Test
  void slowClientThatReadsAgainGetsTheCloseCodeToReconnect() throws Exception {
    connect();
    try (RawWebSocket reader = server.join("room:slow")) {
      floodUntilOverloaded(List.of(reader));
    }
    assertThat(slow.receiveClose()).isEqualTo(1_013);
    slow.sendClose(1_013);
    slow.receiveEnd();
  }

  @Test
  void slowClientThatNeverReadsIsDisconnected() throws Exception {
    connect(options -> options.closeTimeoutMillis(SHORT_CLOSE_TIMEOUT_MILLIS));
    try (RawWebSocket reader = server.join("room:slow");
        RawWebSocket another = fillAnother()) {
      floodUntilOverloaded(List.of(reader));
      another.sendClose(1_000);
      eventually(() -> assertThat(slow.isClosedByServer()).isTrue());
      eventually(() -> assertThat(another.isClosedByServer()).isTrue());
    }
  }

  @Test
  void queuedPongsAreLimited() throws Exception {
    connect();
    long before = Memory.direct();
    byte[] pings = new byte[131 * 1_000];
    byte[] ping = RawWebSocket.frame(0x80 | RawWebSocket.PING, new byte[125]);
    for (int i = 0; i < 1_000; i++) {
      System.arraycopy(ping, 0, pings, i * ping.length, ping.length);
    }
    boolean ended = false;
    for (int i = 0; i < 200 && !ended; i++) {
      try {
        slow.sendRaw(pings);
      } catch (IOException closed) {
        ended = true;
      }
    }
    eventually(() -> assertThat(Memory.direct() - before).isLessThan(8L * LIMIT));
    eventually(() -> assertThat(server.metrics().overloaded()).isEqualTo(1));
  }

  @Test
  void queuedRepliesAreLimited() throws Exception {
    connect();
    // Each reply contains the topic.
    String push = "[null,\"1\",\"" + "x".repeat(1_000) + "\",\"e\",{}]";
    slow.sendTextUntilRefused(push, 50_000);
    eventually(() -> assertThat(server.metrics().overloaded()).isEqualTo(1));
    eventually(() -> assertThat(server.metrics().open()).isZero());
  }

  @Test
  void closeFrameOfANonReadingClientEndsTheSession() throws Exception {
    connect();
    try (RawWebSocket another = fillAnother()) {
      another.sendClose(1_000);
      eventually(() -> assertThat(server.metrics().open()).isEqualTo(1));
    }
  }

  @Test
  void nonReadingClientDoesNotBlockTheServerStop() throws Exception {
    connect(options -> options.closeTimeoutMillis(SHORT_CLOSE_TIMEOUT_MILLIS));
    try (RawWebSocket another = fillAnother()) {
      server.server().close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
      eventually(() -> assertThat(another.isClosedByServer()).isTrue());
      eventually(() -> assertThat(server.metrics().open()).isZero());
    }
  }

  // One message within the limit that is larger than any socket buffer.
  private RawWebSocket fillAnother() throws Exception {
    RawWebSocket another = RawWebSocket.connect(server.port(), 4_096);
    RawWebSocket.open(another, "/socket/websocket?vsn=2.0.0");
    another.sendText("[\"1\",\"1\",\"room:full\",\"phx_join\",{}]");
    another.receiveText();
    server.endpoint().broadcast("room:full", "news", Map.of("text", "x".repeat(20_000_000)));
    // The first byte has arrived, so the server has written the message.
    assertThat(another.receiveByte() & 0x0f).isEqualTo(RawWebSocket.TEXT);
    return another;
  }
}

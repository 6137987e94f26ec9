package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static dev.roost.internal.transport.RawWebSocket.BINARY;
import static dev.roost.internal.transport.RawWebSocket.CLOSE;
import static dev.roost.internal.transport.RawWebSocket.CONTINUATION;
import static dev.roost.internal.transport.RawWebSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectResult;
import dev.roost.internal.pubsub.Subscriptions;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket.Received;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of connections and their close codes, with and without take-over from Vert.x. */
@ParameterizedClass(name = "take-over {0}")
@ValueSource(booleans = {true, false})
@Timeout(60)
class ClosingTest {
  private static final int MAX_FRAME = 1_000;
  private static final long IDLE_MILLIS = 1_000;

  @Parameter boolean takeOver;

  private final List<ScriptedChannel> channels = new CopyOnWriteArrayList<>();
  private CapturedLog log;
  private RunningEndpoint server;
  private RawWebSocket client;

  @BeforeEach
  void connect() throws Exception {
    log = new CapturedLog();
    start(60_000);
    client = server.join("room:a");
  }

  private void start(long idleMillis) throws Exception {
    server =
        RunningEndpoint.start(
            socket ->
                socket
                    .connect(request -> ConnectResult.accept().id("users:1").now())
                    .channel("room:*", this::newChannel)
                    .webSocket(
                        options ->
                            options
                                .takeOver(takeOver)
                                .maxFrameSize(MAX_FRAME)
                                .timeoutMillis(idleMillis)));
  }

  private ScriptedChannel newChannel() {
    ScriptedChannel channel = new ScriptedChannel();
    channels.add(channel);
    return channel;
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
    log.close();
  }

  private void assertNothingIsLeft() throws Exception {
    eventually(() -> assertThat(server.metrics().open()).isZero());
    eventually(
        () ->
            assertThat(channels)
                .allSatisfy(channel -> assertThat(channel.calls).endsWith("terminate:CLOSED")));
    eventually(() -> assertThat(Subscriptions.topicsOf(server.endpoint())).isEmpty());
    assertThat(log.lines()).noneMatch(line -> line.contains("\n"));
  }

  @Test
  void closeFrameIsAnsweredWithItsCode() throws Exception {
    client.sendClose(3_001);
    assertThat(client.receiveClose()).isEqualTo(3_001);
    client.receiveEnd();
    assertNothingIsLeft();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void closeFrameWithoutACodeIsAnswered() throws Exception {
    client.sendFrame(true, CLOSE, new byte[0]);
    Received answer = client.receive();
    assertThat(answer.opcode()).isEqualTo(CLOSE);
    client.receiveEnd();
    assertNothingIsLeft();
  }

  @Test
  void framesAfterACloseFrameAreIgnored() throws Exception {
    client.sendClose(1_000).sendText("not even a message");
    assertThat(client.receiveClose()).isEqualTo(1_000);
    assertNothingIsLeft();
    assertThat(server.metrics().undecodable()).isZero();
  }

  @Test
  void droppedConnectionEndsTheSession() throws Exception {
    client.close();
    assertNothingIsLeft();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void disconnectClosesWith1001() throws Exception {
    server.endpoint().disconnect("users:1");
    assertThat(client.receiveClose()).isEqualTo(1_001);
    client.close();
    assertNothingIsLeft();
  }

  @Test
  void stoppedServerClosesWith1001() throws Exception {
    var stopped = server.server().close().toCompletionStage().toCompletableFuture();
    assertThat(client.receiveClose()).isEqualTo(1_001);
    client.sendClose(1_001);
    client.receiveEnd();
    stopped.get(20, TimeUnit.SECONDS);
    assertNothingIsLeft();
  }

  @Test
  void malformedMessageClosesWith1011() throws Exception {
    client.sendText("{}");
    assertThat(client.receiveClose()).isEqualTo(1_011);
    client.close();
    assertNothingIsLeft();
    assertThat(log.lines()).hasSize(1);
    assertThat(server.metrics().undecodable()).isEqualTo(1);
  }

  @Test
  void malformedBinaryMessageClosesWith1011() throws Exception {
    client.sendFrame(true, BINARY, new byte[] {9});
    assertThat(client.receiveClose()).isEqualTo(1_011);
    client.close();
    assertNothingIsLeft();
  }

  @Test
  void invalidUtf8ClosesWith1007() throws Exception {
    for (String hex : List.of("ff", "c080", "eda080", "f4908080", "e282", "80")) {
      try (RawWebSocket another = server.join("room:a")) {
        another.sendFrame(true, TEXT, HexFormat.of().parseHex(hex));
        assertThat(another.receiveClose()).isEqualTo(1_007);
      }
    }
    client.close();
    assertNothingIsLeft();
    assertThat(log.warnings()).hasSize(6);
  }

  @Test
  void invalidUtf8AcrossFragmentsClosesWith1007() throws Exception {
    client.sendFrame(false, TEXT, new byte[] {(byte) 0xe2, (byte) 0x82});
    client.sendFrame(true, CONTINUATION, new byte[] {'a'});
    assertThat(client.receiveClose()).isEqualTo(1_007);
    client.close();
    assertNothingIsLeft();
  }

  @Test
  void frameOfTheMaximumSizeIsAccepted() throws Exception {
    String head = "[null,\"1\",\"phoenix\",\"heartbeat\",\"";
    String largest = head + "x".repeat(MAX_FRAME - head.length() - 2) + "\"]";
    client.sendText(largest);
    assertThat(client.receiveText()).contains("phx_reply");
    byte[] bytes = largest.getBytes(StandardCharsets.UTF_8);
    client.sendFrame(false, TEXT, java.util.Arrays.copyOf(bytes, 500));
    client.sendFrame(true, CONTINUATION, java.util.Arrays.copyOfRange(bytes, 500, MAX_FRAME));
    assertThat(client.receiveText()).contains("phx_reply");
  }

  @Test
  void largerFrameClosesWith1009() throws Exception {
    client.sendText("x".repeat(MAX_FRAME + 1));
    if (takeOver) {
      assertThat(client.receiveClose()).isEqualTo(1_009);
      client.close();
    } else {
      client.receiveEnd();
    }
    assertNothingIsLeft();
  }

  @Test
  void headerOfALargerFrameCloses() throws Exception {
    assumeThat(takeOver).isTrue();
    byte[] header = {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 0x7f, 0, 0, 0, 1, 2, 3, 4};
    client.sendRaw(header);
    assertThat(client.receiveClose()).isEqualTo(1_009);
  }

  @Test
  void largerMessageOfSmallFramesClosesWith1009() throws Exception {
    client.sendFrame(false, TEXT, new byte[600]).sendFrame(false, CONTINUATION, new byte[600]);
    assertThat(client.receiveClose()).isEqualTo(1_009);
    // The server ignores later frames and does not log them.
    for (int i = 0; i < 20; i++) {
      client.sendFrame(false, CONTINUATION, new byte[600]);
    }
    client.sendFrame(true, CONTINUATION, new byte[0]);
    client.sendFrame(false, TEXT, new byte[600]).sendFrame(true, CONTINUATION, new byte[600]);
    client.sendClose(1_009);
    client.receiveEnd();
    client.close();
    assertNothingIsLeft();
    assertThat(log.lines()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void malformedFramesCloseWith1002() throws Exception {
    Map<String, String> broken =
        Map.of(
            "not masked", "8100",
            "reserved bit", "c18001020304",
            "reserved opcode", "838001020304",
            "continuation of nothing", "808001020304",
            "fragmented ping", "098001020304",
            "long ping", "89fe00800102030400",
            "close with half a code", "88810102030400",
            "close with code 1005", "888201020304" + "02ef",
            "close with code 999", "888201020304" + "02e5",
            "new message in a message", "018001020304" + "018001020304");
    // All at once: Vert.x's write path takes seconds to close each.
    Map<String, RawWebSocket> senders = new HashMap<>();
    for (Map.Entry<String, String> entry : broken.entrySet()) {
      senders.put(entry.getKey(), server.join("room:a"));
    }
    for (Map.Entry<String, String> entry : broken.entrySet()) {
      senders.get(entry.getKey()).sendRaw(HexFormat.of().parseHex(entry.getValue()));
    }
    for (Map.Entry<String, RawWebSocket> entry : senders.entrySet()) {
      try (RawWebSocket sender = entry.getValue()) {
        if (takeOver) {
          assertThat(sender.receiveClose()).as(entry.getKey()).isEqualTo(1_002);
        } else {
          sender.receiveEnd();
        }
      }
    }
    client.close();
    assertNothingIsLeft();
    assertThat(log.errors()).isEmpty();
  }

  @Test
  void idleConnectionClosesWith1002() throws Exception {
    client.close();
    server.close();
    start(IDLE_MILLIS);
    long before = System.nanoTime();
    client = server.join("room:a");
    assertThat(client.receiveClose()).isEqualTo(1_002);
    assertThat(System.nanoTime() - before)
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS * 9 / 10));
    client.close();
    assertNothingIsLeft();
  }

  @Test
  void heartbeatsKeepAConnectionOpen() throws Exception {
    client.close();
    server.close();
    start(IDLE_MILLIS);
    client = server.join("room:a");
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS * 3);
    while (System.nanoTime() < end) {
      client.sendText("[null,\"1\",\"phoenix\",\"heartbeat\",{}]");
      assertThat(client.receiveText()).contains("phx_reply");
      // Each heartbeat is sent well before the timeout.
      client.timeout((int) IDLE_MILLIS / 4);
      client.receiveNothing();
      client.timeout(15_000);
    }
    assertThat(client.receiveClose()).isEqualTo(1_002);
  }
}

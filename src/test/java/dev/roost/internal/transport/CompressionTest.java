package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Reply;
import dev.roost.cluster.Certificates;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket.Answer;
import dev.roost.internal.transport.RawWebSocket.Received;
import dev.roost.metrics.SocketSnapshot;
import dev.roost.serializer.Payload;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.Inflater;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The extension permessage-deflate. */
@Timeout(60)
class CompressionTest {
  private static final String URI = "/socket/websocket?vsn=2.0.0";
  private static final String JOIN = "[\"1\",\"1\",\"room:a\",\"phx_join\",{}]";
  private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
  private static final String AGREED =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
  private static final int MAX_FRAME = 1_000_000;
  private static final int COMPRESSED_FROM = 100;
  private static final int COMPRESSED_UP_TO = 200_000;

  private RunningEndpoint server;

  @AfterEach
  void stop() {
    server.close();
  }

  private void start(boolean compress, boolean takeOver) throws Exception {
    server =
        RunningEndpoint.start(
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .channel(
                        "room:*",
                        () ->
                            new ScriptedChannel()
                                .onIn((self, push) -> push.reply(Reply.ok(push.payload()))))
                    .webSocket(
                        options ->
                            options
                                .compress(compress)
                                .compressMinBytes(COMPRESSED_FROM)
                                .compressMaxBytes(COMPRESSED_UP_TO)
                                .takeOver(takeOver)
                                .maxFrameSize(MAX_FRAME)));
  }

  private RawWebSocket join(String offer) throws Exception {
    RawWebSocket client = RawWebSocket.connect(server.port());
    client.upgrade(URI, "Sec-WebSocket-Extensions: " + offer);
    client.sendText(JOIN);
    assertThat(client.receive().rsv1()).isFalse();
    return client;
  }

  private static String text(Received message) throws Exception {
    return message.rsv1()
        ? Deflated.inflate(new Inflater(true), message.payload().getBytes())
        : message.text();
  }

  /** Messages of a server do not compress like that. */
  private static String random(int length) {
    return ConnectionType.random(length).substring(0, length);
  }

  private static RawWebSocket sendCompressed(RawWebSocket client, byte[] message) throws Exception {
    return client.sendRaw(RawWebSocket.frame(0xc1, Deflated.message(message)));
  }

  @Test
  void offeringClientGetsCompressionInBothDirections() throws Exception {
    start(true, true);
    WebSocketClient client =
        server
            .vertx()
            .createWebSocketClient(
                new WebSocketClientOptions()
                    .setTryUsePerMessageCompression(true)
                    .setCompressionAllowClientNoContext(true)
                    .setCompressionRequestServerNoContext(true));
    List<String> received = new CopyOnWriteArrayList<>();
    WebSocket webSocket =
        client
            .connect(
                new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(server.port())
                    .setURI(URI)
                    .setRegisterWriteHandlers(false))
            .onSuccess(opened -> opened.textMessageHandler(received::add))
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    assertThat(webSocket.headers().get("sec-websocket-extensions")).contains("permessage-deflate");
    String long1 = "{\"text\":\"" + "hello ".repeat(20_000) + "\"}";
    webSocket.writeTextMessage("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
    webSocket.writeTextMessage("[\"1\",\"2\",\"room:a\",\"e\"," + long1 + "]");
    eventually(() -> assertThat(received).hasSize(2));
    assertThat(received.get(1))
        .isEqualTo(
            "[\"1\",\"2\",\"room:a\",\"phx_reply\",{\"status\":\"ok\",\"response\":"
                + long1
                + "}]");
    for (int i = 0; i < 20; i++) {
      server.endpoint().broadcast("room:a", "news", Map.of("n", i));
    }
    eventually(() -> assertThat(received).hasSize(22));
    assertThat(received.get(21)).isEqualTo("[null,null,\"room:a\",\"news\",{\"n\":19}]");
  }

  @Test
  void compressedAndPlainClientsReceiveTheSameBroadcasts() throws Exception {
    start(true, true);
    try (RawWebSocket plain = server.join("room:a");
        RawWebSocket compressed = RawWebSocket.connect(server.port())) {
      Answer answer = compressed.upgrade(URI, OFFER);
      assertThat(answer.headers().get("sec-websocket-extensions")).startsWith("permessage-deflate");
      sendCompressed(
          compressed, "[\"1\",\"1\",\"room:a\",\"phx_join\",{}]".getBytes(StandardCharsets.UTF_8));
      assertThat(compressed.receive().rsv1()).isFalse();
      server.endpoint().broadcast("room:a", "news", Map.of("text", "x".repeat(10_000)));
      Received small = compressed.receive();
      assertThat(small.rsv1()).isTrue();
      assertThat(small.payload().length()).isLessThan(1_000);
      assertThat(plain.receiveText()).contains("x".repeat(10_000));
      // Uncompressed messages and pings are allowed, too.
      compressed.sendText("[\"1\",\"2\",\"room:a\",\"e\",{}]");
      assertThat(compressed.receive().opcode()).isEqualTo(RawWebSocket.TEXT);
      compressed.sendFrame(true, RawWebSocket.PING, new byte[] {7});
      assertThat(compressed.receive().opcode()).isEqualTo(RawWebSocket.PONG);
      compressed.sendClose(1_000);
      assertThat(compressed.receiveClose()).isEqualTo(1_000);
    }
    eventually(() -> assertThat(server.metrics().open()).isZero());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void compressionIsOffByDefault(boolean takeOver) throws Exception {
    start(false, takeOver);
    try (RawWebSocket client = RawWebSocket.connect(server.port());
        CapturedLog log = new CapturedLog()) {
      Answer answer = client.upgrade(URI, OFFER);
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.headers()).doesNotContainKey("sec-websocket-extensions");
      sendCompressed(client, new byte[100]);
      if (takeOver) {
        assertThat(client.receiveClose()).isEqualTo(1_002);
      } else {
        client.receiveEnd();
      }
      assertThat(log.errors()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void clientWithoutAnOfferGetsNoCompression(boolean takeOver) throws Exception {
    start(true, takeOver);
    try (RawWebSocket client = server.join("room:a")) {
      client.sendText("[\"1\",\"2\",\"room:a\",\"e\",{}]");
      assertThat(client.receive().rsv1()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate; client_max_window_bits",
        "permessage-deflate; client_max_window_bits=10; server_no_context_takeover",
        "permessage-deflate; server_max_window_bits=9",
        "x-unknown, permessage-deflate; client_no_context_takeover",
        "permessage-deflate; unknown=1, permessage-deflate"
      })
  void everyOfferGetsAWorkingResponse(String offer) throws Exception {
    start(true, true);
    try (RawWebSocket client = RawWebSocket.connect(server.port())) {
      Answer answer = client.upgrade(URI, "Sec-WebSocket-Extensions: " + offer);
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.headers().get("sec-websocket-extensions"))
          .startsWith("permessage-deflate")
          .doesNotContain("unknown");
      sendCompressed(client, JOIN.getBytes(StandardCharsets.UTF_8));
      client.receive();
      String push = "[\"1\",\"2\",\"room:a\",\"e\",{\"t\":\"" + "x".repeat(300) + "\"}]";
      for (int i = 0; i < 3; i++) {
        sendCompressed(client, push.getBytes(StandardCharsets.UTF_8));
        Received reply = client.receive();
        assertThat(reply.rsv1()).isTrue();
        assertThat(text(reply)).contains("x".repeat(300));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void messageThatInflatesBeyondTheLimitIsRefused(boolean takeOver) throws Exception {
    start(true, takeOver);
    try (RawWebSocket client = RawWebSocket.connect(server.port());
        CapturedLog log = new CapturedLog()) {
      Answer answer = client.upgrade(URI, OFFER);
      if (!answer.headers().containsKey("sec-websocket-extensions")) {
        return;
      }
      long before = System.nanoTime();
      byte[] bomb = Deflated.message(new byte[50 * MAX_FRAME]);
      assertThat(bomb).hasSizeLessThan(MAX_FRAME);
      client.sendRaw(RawWebSocket.frame(0xc1, bomb));
      assertThat(client.receiveClose()).isEqualTo(1_009);
      assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(10));
      assertThat(log.lines()).hasSize(1).noneMatch(line -> line.contains("\n"));
    }
    eventually(() -> assertThat(server.metrics().open()).isZero());
  }

  @Test
  void fragmentsThatInflateBeyondTheLimitTogetherAreRefused() throws Exception {
    start(true, true);
    try (RawWebSocket client = RawWebSocket.connect(server.port())) {
      client.upgrade(URI, OFFER);
      byte[] all = Deflated.message(new byte[3 * MAX_FRAME]);
      int third = all.length / 3;
      client.sendRaw(RawWebSocket.frame(0x41, Arrays.copyOf(all, third)));
      client.sendRaw(RawWebSocket.frame(0x00, Arrays.copyOfRange(all, third, 2 * third)));
      client.sendRaw(RawWebSocket.frame(0x80, Arrays.copyOfRange(all, 2 * third, all.length)));
      assertThat(client.receiveClose()).isEqualTo(1_009);
    }
  }

  @Test
  void corruptCompressedDataClosesTheConnection() throws Exception {
    start(true, true);
    try (RawWebSocket client = RawWebSocket.connect(server.port());
        CapturedLog log = new CapturedLog()) {
      client.upgrade(URI, OFFER);
      client.sendRaw(RawWebSocket.frame(0xc1, new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3}));
      assertThat(client.receiveClose()).isEqualTo(1_007);
      client.dropConnection();
      eventually(() -> assertThat(server.metrics().open()).isZero());
      assertThat(log.lines()).noneMatch(line -> line.contains("\n"));
    }
  }

  @Test
  void corruptCompressedFragmentsCloseTheConnection() throws Exception {
    start(true, true);
    try (RawWebSocket client = RawWebSocket.connect(server.port())) {
      client.upgrade(URI, OFFER);
      byte[] whole =
          Deflated.message(
              "[null,\"1\",\"phoenix\",\"heartbeat\",{}]".getBytes(StandardCharsets.UTF_8));
      client.sendRaw(RawWebSocket.frame(0x41, Arrays.copyOf(whole, 10)));
      client.sendRaw(RawWebSocket.frame(0x80, new byte[] {(byte) 0xff, (byte) 0xff, 1, 2}));
      assertThat(client.receiveClose()).isEqualTo(1_007);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0xc0, 0xc9, 0xca, 0xc8, 0xa1, 0x91, 0xf1, 0xe1, 0xa9})
  void unexpectedReservedBitsCloseTheConnection(int first) throws Exception {
    start(true, true);
    try (RawWebSocket client = RawWebSocket.connect(server.port());
        CapturedLog log = new CapturedLog()) {
      client.upgrade(URI, OFFER);
      if ((first & 0x0f) == RawWebSocket.CONTINUATION) {
        byte[] whole =
            Deflated.message(
                "[null,\"1\",\"phoenix\",\"heartbeat\",{}]".getBytes(StandardCharsets.UTF_8));
        client.sendRaw(RawWebSocket.frame(0x41, Arrays.copyOf(whole, 10)));
        client.sendRaw(RawWebSocket.frame(first, Arrays.copyOfRange(whole, 10, whole.length)));
      } else {
        client.sendRaw(RawWebSocket.frame(first, Deflated.message(new byte[0])));
      }
      // The server ignores later frames.
      client.sendText("[null,\"2\",\"phoenix\",\"heartbeat\",{}]");
      assertThat(client.receive().opcode()).isEqualTo(RawWebSocket.CLOSE);
      client.receiveEnd();
      assertThat(log.warnings()).hasSize(1);
      assertThat(log.errors()).isEmpty();
    }
    eventually(() -> assertThat(server.metrics().open()).isZero());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "permessage-deflate | AGREED",
        "permessage-deflate; server_no_context_takeover | AGREED",
        "permessage-deflate; client_no_context_takeover | AGREED",
        "permessage-deflate;client_no_context_takeover;server_no_context_takeover | AGREED",
        "permessage-deflate; client_max_window_bits | AGREED",
        "permessage-deflate; client_max_window_bits=\"9\" | AGREED",
        "permessage-deflate; server_max_window_bits=15 | AGREED; server_max_window_bits=15",
        "permessage-deflate; server_max_window_bits=8 | AGREED; server_max_window_bits=8",
        "permessage-deflate; server_max_window_bits=7, permessage-deflate;"
            + " client_no_context_takeover, permessage-deflate | AGREED",
        "x-webkit-deflate-frame, permessage-deflate | AGREED",
        "permessage-deflate; server_max_window_bits | -",
        "permessage-deflate; client_max_window_bits=7 | -",
        "permessage-deflate; client_max_window_bits=16 | -",
        "permessage-deflate; client_max_window_bits=08 | -",
        "permessage-deflate; client_max_window_bits=x | -",
        "permessage-deflate; server_no_context_takeover=1 | -",
        "permessage-deflate; client_no_context_takeover; client_no_context_takeover | -",
        "permessage-deflate; unknown | -",
        "permessage-deflate; =1 | -",
        "permessage-deflate; | -",
        "permessage-deflate extra | -",
        "permessage-deflate; client_max_window_bits=\"9 | -",
        ", | -"
      })
  void firstAcceptableOfferIsAccepted(String offer, String agreed) throws Exception {
    start(true, true);
    try (RawWebSocket client = RawWebSocket.connect(server.port())) {
      Answer answer = client.upgrade(URI, "Sec-WebSocket-Extensions: " + offer);
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.headers().get("sec-websocket-extensions"))
          .isEqualTo(agreed == null ? null : agreed.replace("AGREED", AGREED));
    }
  }

  @Test
  void offersInSeveralHeadersAreOneList() throws Exception {
    start(true, true);
    try (RawWebSocket client = RawWebSocket.connect(server.port())) {
      Answer answer =
          client.upgrade(
              URI, "Sec-WebSocket-Extensions: x-other", OFFER + "; client_max_window_bits");
      assertThat(answer.headers().get("sec-websocket-extensions")).isEqualTo(AGREED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "; server_no_context_takeover", "; client_no_context_takeover"})
  void messagesDoNotReferToEarlierOnes(String parameters) throws Exception {
    start(true, true);
    try (RawWebSocket client = join("permessage-deflate" + parameters)) {
      String text = random(400);
      Set<Buffer> replies = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        sendCompressed(client, push(text));
        Received reply = client.receive();
        assertThat(text(reply)).contains(text);
        replies.add(reply.payload());
      }
      assertThat(replies).hasSize(1);
    }
  }

  private static byte[] push(String text) {
    return ("[\"1\",\"2\",\"room:a\",\"e\",{\"t\":\"" + text + "\"}]")
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "20, 15, false",
    "300, 15, true",
    "100000, 15, true",
    "250000, 15, false",
    "300, 9, true",
    "600, 9, false",
    "600, 10, true",
    "200, 8, false"
  })
  void onlyMessagesOfSuitableLengthAreCompressed(int length, int window, boolean compressed)
      throws Exception {
    start(true, true);
    try (RawWebSocket client = join("permessage-deflate; server_max_window_bits=" + window)) {
      sendCompressed(client, push("x".repeat(length)));
      Received reply = client.receive();
      assertThat(reply.rsv1()).isEqualTo(compressed);
      if (length < 100_000) {
        assertThat(text(reply)).contains("x".repeat(length));
      }
    }
  }

  @Test
  void compressedMessagesPassTls(@TempDir Path directory) throws Exception {
    server =
        RunningEndpoint.start(
            new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new Certificates(directory).keys()),
            new EndpointOptions().checkOrigin(OriginCheck.none()),
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .channel(
                        "room:*",
                        () ->
                            new ScriptedChannel()
                                .onIn((self, push) -> push.reply(Reply.ok(push.payload()))))
                    .webSocket(options -> options.compress(true)));
    SSLContext trust = ConnectionType.trust(directory);
    try (RawWebSocket client = RawWebSocket.connectSecurely(server.port(), 1 << 16, trust)) {
      client.upgrade(URI, OFFER);
      client.sendText(JOIN);
      client.receive();
      for (int length : new int[] {2_000, 100_000}) {
        String text = random(length);
        sendCompressed(client, push(text));
        Received reply = client.receive();
        assertThat(reply.rsv1()).isTrue();
        assertThat(text(reply)).contains(text);
        server.endpoint().broadcast("room:a", "news", Map.of("text", text));
        Received news = client.receive();
        assertThat(news.rsv1()).isTrue();
        assertThat(text(news)).contains(text);
      }
    }
  }

  @Test
  void messageThatDoesNotGetSmallerIsSentAsItIs() throws Exception {
    start(true, true);
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    try (RawWebSocket client = join("permessage-deflate");
        RawWebSocket plain = server.join("room:a")) {
      server.endpoint().broadcast("room:a", "news", Payload.binary(noise));
      Received message = client.receive();
      assertThat(message.rsv1()).isFalse();
      assertThat(message).isEqualTo(plain.receive());
      assertThat(server.metrics().bytesAfterCompression()).isZero();
    }
  }

  @Test
  void broadcastIsCompressedOnceForAllClients() throws Exception {
    start(true, true);
    List<RawWebSocket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 12; i++) {
        clients.add(join("permessage-deflate; client_max_window_bits"));
      }
      String text = random(2_000);
      int length = broadcastAndReceive(clients, text);
      // Each event loop compresses the first broadcast of a topic.
      SocketSnapshot first = server.metrics();
      assertThat(first.compressions()).isPositive();
      for (int i = 0; i < 10; i++) {
        broadcastAndReceive(clients, text);
      }
      SocketSnapshot last = server.metrics();
      assertThat(last.compressions() - first.compressions()).isEqualTo(10);
      assertThat(last.bytesAfterCompression()).isEqualTo(11L * clients.size() * (length + 4));
      assertThat(last.bytesBeforeCompression()).isGreaterThan(11L * clients.size() * 2_000);
    } finally {
      for (RawWebSocket client : clients) {
        client.close();
      }
    }
  }

  /** Returns the length of the message as compressed. */
  private int broadcastAndReceive(List<RawWebSocket> clients, String text) throws Exception {
    server.endpoint().broadcast("room:a", "news", Map.of("text", text));
    Set<Buffer> received = new HashSet<>();
    for (RawWebSocket client : clients) {
      Received message = client.receive();
      assertThat(message.rsv1()).isTrue();
      assertThat(text(message)).contains(text);
      received.add(message.payload());
    }
    assertThat(received).hasSize(1);
    return received.iterator().next().length();
  }

  /** RFC 7692 section 7.2.3.4. */
  @Test
  void finalDeflateBlockDoesNotEndTheConnection() throws Exception {
    start(true, true);
    try (RawWebSocket client = RawWebSocket.connect(server.port())) {
      client.upgrade(URI, OFFER);
      byte[] message = "[null,\"1\",\"phoenix\",\"heartbeat\",{}]".getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 3; i++) {
        client.sendRaw(RawWebSocket.frame(0xc1, Deflated.finalBlock(message)));
        assertThat(client.receive().opcode()).isEqualTo(RawWebSocket.TEXT);
      }
    }
  }

  @Test
  void compressedInvalidUtf8ClosesWith1007() throws Exception {
    start(true, true);
    try (RawWebSocket client = RawWebSocket.connect(server.port());
        CapturedLog log = new CapturedLog()) {
      client.upgrade(URI, OFFER);
      sendCompressed(client, new byte[] {(byte) 0xff});
      assertThat(client.receiveClose()).isEqualTo(1_007);
      assertThat(log.lines()).hasSize(1);
    }
  }
}

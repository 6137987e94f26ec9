package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.LongPollOptions;
import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Push;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.LongPoller.Answer;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of a session, over any connections. */
@Timeout(60)
class LongPollSessionTest {
  private static final int LONG = 30_000;
  private static final HttpServerOptions LOCAL =
      new HttpServerOptions().setHost("127.0.0.1").setPort(0);

  private final List<ScriptedChannel> channels = new CopyOnWriteArrayList<>();
  private RunningEndpoint server;
  private LongPoller client;

  @AfterEach
  void stop() {
    server.close();
  }

  private void start(Consumer<LongPollOptions> options) throws Exception {
    server =
        RunningEndpoint.start(
            socket ->
                socket
                    .connect(LongPollSessionTest::connect)
                    .channel("room:*", this::newChannel)
                    .longPoll(options));
    client = new LongPoller(server.port());
  }

  private static Future<ConnectResult> connect(ConnectRequest request) {
    return ConnectResult.accept().id("user").now();
  }

  private ScriptedChannel newChannel() {
    ScriptedChannel channel = new ScriptedChannel().onIn(LongPollSessionTest::echo);
    channels.add(channel);
    return channel;
  }

  private static void echo(ScriptedChannel channel, Push push) {
    channel.sendPush("echo", push.payload());
  }

  private void broadcast(int n) {
    server.endpoint().broadcast("room:a", "news", Map.of("n", n));
  }

  private static String news(int n) {
    return "[null,null,\"room:a\",\"news\",{\"n\":" + n + "}]";
  }

  private void assertGone() throws Exception {
    String dead = client.token();
    assertThat(client.post("[null,\"1\",\"phoenix\",\"heartbeat\",{}]").status()).isEqualTo(410);
    Answer next = client.poll();
    assertThat(next.status()).isEqualTo(410);
    assertThat(next.json().getString("token")).isNotEqualTo(dead);
  }

  // -- Polls

  /** A Starts another server; the future completes when a connection to it has ended. */
  private int listen(CompletableFuture<Void> closedByServer) throws Exception {
    Router router = Router.router(server.vertx());
    server.endpoint().mount(router);
    HttpServerOptions options = server.endpoint().serverOptions(LOCAL);
    Handler<HttpConnection> guard = server.endpoint().connectionHandler(options);
    HttpServer own =
        outcome(
            server
                .vertx()
                .createHttpServer(options)
                .requestHandler(router)
                .connectionHandler(
                    connection -> {
                      guard.handle(connection);
                      connection.closeHandler(
                          closed ->
                              server.vertx().runOnContext(behind -> closedByServer.complete(null)));
                    })
                .listen());
    return own.actualPort();
  }

  private static void send(RawWebSocket client, String request) throws Exception {
    client.sendRaw(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private String pollRequest() {
    return "GET /socket/longpoll?token=" + client.token() + " HTTP/1.1\nHost: a\n\n";
  }

  private String partialPost() {
    return "POST /socket/longpoll?token="
        + client.token()
        + " HTTP/1.1\nHost: a\nContent-Length: 100\n\n[";
  }

  @Test
  void messagesAfterAnAbandonedPollWaitForTheNext() throws Exception {
    start(options -> options.windowMillis(LONG));
    CompletableFuture<Void> closedByServer = new CompletableFuture<>();
    int port = listen(closedByServer);
    client.join("room:a");
    try (CapturedLog log = new CapturedLog()) {
      try (RawWebSocket poll = RawWebSocket.connect(port)) {
        send(poll, pollRequest());
      }
      closedByServer.get(20, TimeUnit.SECONDS);
      broadcast(1);
      assertThat(client.poll().messages()).containsExactly(news(1));
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void abandonedPostIsNotHandled() throws Exception {
    start(options -> options.windowMillis(LONG));
    CompletableFuture<Void> closedByServer = new CompletableFuture<>();
    int port = listen(closedByServer);
    client.join("room:a");
    try (CapturedLog log = new CapturedLog()) {
      try (RawWebSocket post = RawWebSocket.connect(port)) {
        send(post, partialPost());
      }
      closedByServer.get(20, TimeUnit.SECONDS);
      assertThat(log.lines()).isEmpty();
    }
    broadcast(1);
    assertThat(client.poll().messages()).containsExactly(news(1));
  }

  @Test
  void connectionOfASlowSenderIsClosed() throws Exception {
    start(options -> options.windowMillis(100));
    CompletableFuture<Void> closedByServer = new CompletableFuture<>();
    int port = listen(closedByServer);
    client.begin();
    try (RawWebSocket post = RawWebSocket.connect(port)) {
      send(post, partialPost());
      closedByServer.get(20, TimeUnit.SECONDS);
      post.receiveEnd();
    }
  }

  @Test
  void connectionOfASlowReaderIsClosed() throws Exception {
    start(options -> options.windowMillis(2_000));
    CompletableFuture<Void> closedByServer = new CompletableFuture<>();
    int port = listen(closedByServer);
    client.join("room:a");
    server.endpoint().broadcast("room:a", "news", Map.of("text", "x".repeat(30_000_000)));
    try (RawWebSocket poll = RawWebSocket.connect(port, 4_096)) {
      send(poll, pollRequest());
      closedByServer.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void polledSessionStaysOpen() throws Exception {
    start(options -> options.windowMillis(1_000));
    client.join("room:a");
    for (int i = 0; i < 3; i++) {
      assertThat(client.poll().status()).isEqualTo(204);
    }
    assertThat(server.metrics().open()).isEqualTo(1);
    assertThat(channels.get(0).calls).doesNotContain("terminate:CLOSED");
  }

  @Test
  void unpolledSessionEnds() throws Exception {
    start(options -> options.windowMillis(1_000));
    client.join("room:a");
    eventually(() -> assertThat(channels.get(0).calls).endsWith("terminate:CLOSED"));
    assertThat(server.metrics().open()).isZero();
    assertGone();
  }

  // -- Ends

  @Test
  void disconnectAnswersAWaitingPoll() throws Exception {
    start(options -> options.windowMillis(LONG));
    client.join("room:a");
    CompletableFuture<Answer> poll = client.pollSoon();
    server.endpoint().disconnect("user");
    // A poll that arrives after the disconnect gets a new session.
    assertThat(LongPoller.get(poll).status()).isIn(204, 410);
    eventually(() -> assertThat(channels.get(0).calls).endsWith("terminate:CLOSED"));
    assertGone();
  }

  @Test
  void serverStopEndsTheSession() throws Exception {
    start(options -> options.windowMillis(LONG));
    client.join("room:a");
    outcome(server.server().close());
    eventually(() -> assertThat(channels.get(0).calls).endsWith("terminate:CLOSED"));
    assertThat(server.metrics().open()).isZero();
  }

  // -- Binary

  @Test
  void binaryIsReceivedAsBase64() throws Exception {
    start(options -> {});
    client.join("room:a");
    List<byte[]> received = new CopyOnWriteArrayList<>();
    channels.get(0).onIn((self, push) -> received.add(push.payload().binary()));
    byte[] frame = {0, 1, 1, 6, 1, '1', '2', 'r', 'o', 'o', 'm', ':', 'a', 'e', 0, (byte) 0xff, 10};
    assertThat(client.post(Base64.getEncoder().encodeToString(frame)).status()).isEqualTo(200);
    assertThat(received).singleElement().isEqualTo(new byte[] {0, (byte) 0xff, 10});
  }

  @Test
  void binaryOfValidUtf8IsSentAsAString() throws Exception {
    start(options -> {});
    client.join("room:a");
    byte[] data = "\u0000\n\"é".getBytes(StandardCharsets.UTF_8);
    server.endpoint().broadcast("room:a", "bytes", Payload.binary(data));
    assertThat(client.poll().messages())
        .containsExactly("\u0002\u0006\u0005room:abytes\u0000\n\"é");
  }

  @Test
  void otherBinaryIsSkippedAndTheSessionContinues() throws Exception {
    start(options -> {});
    client.join("room:a");
    try (CapturedLog log = new CapturedLog()) {
      server.endpoint().broadcast("room:a", "bytes", Payload.binary(new byte[] {(byte) 0xff, 2}));
      server.endpoint().broadcast("room:a", "bytes", Payload.binary(new byte[] {(byte) 0x80}));
      broadcast(1);
      assertThat(client.poll().messages()).containsExactly(news(1));
      assertThat(log.warnings()).hasSize(1);
    }
  }

  // -- Limits

  @Test
  void unpolledSessionEndsBeyondTheByteLimit() throws Exception {
    start(
        options ->
            options.windowMillis(LONG).maxOutboundBytes(1_000).outboundHardLimitBytes(1_000));
    client.join("room:a");
    String filler = "x".repeat(900);
    try (CapturedLog log = new CapturedLog()) {
      server.endpoint().broadcast("room:a", "news", Map.of("text", filler));
      server.endpoint().broadcast("room:a", "news", Map.of("text", filler));
      assertThat(client.receive(2)).hasSize(2);
      for (int i = 0; i < 3; i++) {
        server.endpoint().broadcast("room:a", "news", Map.of("text", filler));
      }
      eventually(() -> assertThat(channels.get(0).calls).endsWith("terminate:CLOSED"));
      assertThat(log.lines()).hasSize(1);
    }
    assertThat(server.metrics().overloaded()).isEqualTo(1);
    assertThat(server.metrics().open()).isZero();
    assertGone();
  }

  @Test
  void unpolledSessionEndsBeyondTheMessageLimit() throws Exception {
    start(options -> options.windowMillis(LONG).maxOutboundMessages(3));
    client.join("room:a");
    for (int n = 0; n < 3; n++) {
      broadcast(n);
    }
    assertThat(client.receive(3)).containsExactly(news(0), news(1), news(2));
    for (int n = 0; n < 4; n++) {
      broadcast(n);
    }
    eventually(() -> assertThat(server.metrics().open()).isZero());
    assertThat(server.metrics().overloaded()).isEqualTo(1);
  }

  @Test
  void sessionsAreLimited() throws Exception {
    start(options -> options.windowMillis(LONG).maxSessions(2));
    client.begin();
    new LongPoller(server.port()).begin();
    try (CapturedLog log = new CapturedLog()) {
      Answer refused = new LongPoller(server.port()).poll();
      assertThat(refused.http()).isEqualTo(503);
      assertThat(refused.response().body()).isEmpty();
      assertThat(log.lines()).hasSize(1);
    }
    assertThat(server.metrics().refused()).isEqualTo(1);
    assertThat(client.post("[\"broken\"]").status()).isEqualTo(408);
    new LongPoller(server.port()).begin();
    assertThat(server.metrics().open()).isEqualTo(2);
  }

  // -- Several clients

  @Test
  void manyClientsReceiveEverythingInOrder() throws Exception {
    start(options -> options.windowMillis(LONG));
    List<LongPoller> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      clients.add(new LongPoller(server.port()).join("room:a"));
    }
    for (int n = 0; n < 200; n++) {
      broadcast(n);
    }
    for (LongPoller each : clients) {
      List<String> heard = each.receive(200);
      for (int n = 0; n < 200; n++) {
        assertThat(heard.get(n)).isEqualTo(news(n));
      }
    }
  }

  @Test
  void sessionWorksBehindABodyHandler() throws Exception {
    start(options -> options.maxBodyBytes(100));
    Router router = Router.router(server.vertx());
    router.route().handler(BodyHandler.create(false));
    server.endpoint().mount(router);
    HttpServer own =
        outcome(server.vertx().createHttpServer(LOCAL).requestHandler(router).listen());
    LongPoller other = new LongPoller(own.actualPort()).join("room:a");
    assertThat(other.post("[\"1\",\"2\",\"room:a\",\"e\",{\"n\":1}]").status()).isEqualTo(200);
    assertThat(other.poll().messages())
        .containsExactly("[\"1\",null,\"room:a\",\"echo\",{\"n\":1}]");
    assertThat(other.post("[" + " ".repeat(100) + "]").http()).isEqualTo(413);
  }

  private static <T> T outcome(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}

package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.RunningEndpoint;
import dev.roost.SocketMount;
import dev.roost.WebSocketOptions;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket.Answer;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket handshakes, accepted and refused. */
@Timeout(60)
class HandshakeTest {
  private static final String URI = "/socket/websocket?vsn=2.0.0";

  private final List<ConnectRequest> requests = new CopyOnWriteArrayList<>();
  private RunningEndpoint server;

  @AfterEach
  void stop() {
    server.close();
  }

  private void start(Consumer<SocketMount> describe) throws Exception {
    server = RunningEndpoint.start(describe);
  }

  private void start(OriginCheck check, Consumer<WebSocketOptions> options) throws Exception {
    server =
        RunningEndpoint.start(
            new EndpointOptions().checkOrigin(check),
            socket -> socket.connect(this::note).webSocket(options));
  }

  private Future<ConnectResult> note(ConnectRequest request) {
    requests.add(request);
    return ConnectResult.accept().now();
  }

  private Answer upgrade(String uri, String... headers) throws Exception {
    try (RawWebSocket client = RawWebSocket.connect(server.port())) {
      return client.upgrade(uri, headers);
    }
  }

  private int status(String request) throws Exception {
    try (RawWebSocket client = RawWebSocket.connect(server.port())) {
      client.sendRaw(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      return client.answer().status();
    }
  }

  @Test
  void validRequestIsUpgraded() throws Exception {
    start(OriginCheck.none(), options -> {});
    Answer answer = upgrade(URI);
    assertThat(answer.status()).isEqualTo(101);
    assertThat(answer.headers())
        .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        .doesNotContainKeys("sec-websocket-protocol", "sec-websocket-extensions");
    eventually(() -> assertThat(server.metrics().opened()).isEqualTo(1));
  }

  @Test
  void foreignOriginIsRefusedWithOneLogLine() throws Exception {
    start(OriginCheck.host("example.com"), options -> {});
    try (CapturedLog log = new CapturedLog()) {
      assertThat(upgrade(URI, "Origin: http://evil.net").status()).isEqualTo(403);
      assertThat(log.lines()).hasSize(1);
      assertThat(log.errors().get(0)).contains("/socket", "evil.net").doesNotContain("\n");
    }
    assertThat(upgrade(URI, "Origin: http://example.com").status()).isEqualTo(101);
    assertThat(upgrade(URI).status()).isEqualTo(101);
    assertThat(requests).hasSize(2);
    assertThat(server.metrics().refused()).isEqualTo(1);
  }

  @Test
  void originsWithTheHostOfTheRequestAreAllowedByDefault() throws Exception {
    server = RunningEndpoint.start(new EndpointOptions(), socket -> socket.connect(this::note));
    try (CapturedLog log = new CapturedLog()) {
      assertThat(upgrade(URI, "Origin: http://localhost:" + server.port()).status()).isEqualTo(101);
      assertThat(upgrade(URI, "Origin: https://localhost").status()).isEqualTo(101);
      assertThat(upgrade(URI, "Origin: http://other:" + server.port()).status()).isEqualTo(403);
      assertThat(upgrade(URI, "Origin: null").status()).isEqualTo(403);
      assertThat(log.errors()).hasSize(2);
    }
  }

  @Test
  void mountsOriginCheckOverridesTheEndpoints() throws Exception {
    start(OriginCheck.host("a.com"), options -> options.checkOrigin(OriginCheck.host("b.com")));
    assertThat(upgrade(URI, "Origin: http://b.com").status()).isEqualTo(101);
    try (CapturedLog log = new CapturedLog()) {
      assertThat(upgrade(URI, "Origin: http://a.com").status()).isEqualTo(403);
      assertThat(log.errors()).hasSize(1);
    }
  }

  @Test
  void subprotocolsAreNegotiated() throws Exception {
    start(OriginCheck.none(), options -> options.subprotocols(List.of("a", "b")));
    assertThat(upgrade(URI, "Sec-WebSocket-Protocol: x, b, a").headers())
        .containsEntry("sec-websocket-protocol", "a");
    assertThat(upgrade(URI, "Sec-WebSocket-Protocol: x", "Sec-WebSocket-Protocol: b").headers())
        .containsEntry("sec-websocket-protocol", "b");
    assertThat(upgrade(URI).headers()).doesNotContainKey("sec-websocket-protocol");
    try (CapturedLog log = new CapturedLog()) {
      assertThat(upgrade(URI, "Sec-WebSocket-Protocol: x").status()).isEqualTo(403);
      assertThat(log.lines()).hasSize(1);
    }
    assertThat(server.metrics().refused()).isEqualTo(1);
  }

  @Test
  void authTokenReachesTheConnectHandlerAndNotTheLog() throws Exception {
    start(OriginCheck.none(), options -> options.authToken(true));
    Answer answer = upgrade(URI, "Sec-WebSocket-Protocol: phoenix, base64url.bearer.phx.c2VjcmV0");
    assertThat(answer.headers()).containsEntry("sec-websocket-protocol", "phoenix");
    assertThat(requests.get(0).info().authToken()).isEqualTo("secret");
    try (CapturedLog log = new CapturedLog()) {
      upgrade(URI, "Sec-WebSocket-Protocol: x, base64url.bearer.phx.c2VjcmV0");
      assertThat(log.lines()).hasSize(1).noneMatch(line -> line.contains("c2VjcmV0"));
    }
  }

  @Test
  void authTokenIsIgnoredWithoutTheOption() throws Exception {
    start(OriginCheck.none(), options -> {});
    Answer answer = upgrade(URI, "Sec-WebSocket-Protocol: phoenix, base64url.bearer.phx.c2VjcmV0");
    assertThat(answer.status()).isEqualTo(101);
    assertThat(answer.headers()).doesNotContainKey("sec-websocket-protocol");
    assertThat(requests.get(0).info().authToken()).isNull();
  }

  @Test
  void unknownVersionIsRefused() throws Exception {
    start(OriginCheck.none(), options -> {});
    try (CapturedLog log = new CapturedLog()) {
      assertThat(upgrade("/socket/websocket?vsn=3.0.0").status()).isEqualTo(403);
      assertThat(upgrade("/socket/websocket?vsn[]=2.0.0").status()).isEqualTo(403);
      assertThat(log.warnings()).hasSize(2);
    }
    assertThat(upgrade("/socket/websocket").status()).isEqualTo(101);
    assertThat(requests).hasSize(1);
    assertThat(server.metrics().refused()).isEqualTo(2);
  }

  @Test
  void nonWebSocketRequestGets400AfterTheConnectHandler() throws Exception {
    start(OriginCheck.none(), options -> {});
    String head = "GET " + URI + " HTTP/1.1\nHost: localhost\n";
    String key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n";
    String version = "Sec-WebSocket-Version: 13\n";
    String upgrade = "Upgrade: websocket\n";
    String connection = "Connection: Upgrade\n";
    assertThat(status(head + "\n")).isEqualTo(400);
    assertThat(status(head + key + version + upgrade + "\n")).isEqualTo(400);
    assertThat(status(head + key + version + connection + "\n")).isEqualTo(400);
    assertThat(status(head + key + upgrade + connection + "\n")).isEqualTo(400);
    assertThat(status(head + version + upgrade + connection + "\n")).isEqualTo(400);
    assertThat(status(head + key + version.replace("13", "8") + upgrade + connection + "\n"))
        .isEqualTo(400);
    assertThat(status(head + key + version + "Upgrade: other\n" + connection + "\n"))
        .isEqualTo(400);
    assertThat(status(head + key + version + upgrade + "Connection: keep-alive\n\n"))
        .isEqualTo(400);
    assertThat(requests).hasSize(8);
    assertThat(server.metrics().opened()).isZero();
  }

  @Test
  void upgradeHeadersAreParsedInAllForms() throws Exception {
    start(OriginCheck.none(), options -> {});
    String head = "GET " + URI + " HTTP/1.1\nHost: localhost\n";
    String rest = "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\nSEC-WEBSOCKET-VERSION: 13\n";
    for (String connection :
        List.of(
            "Connection: keep-alive, Upgrade\n",
            "Connection: UPGRADE\n",
            "Connection: keep-alive\nConnection: Upgrade\n")) {
      assertThat(status(head + rest + "UPGRADE: WebSocket\n" + connection + "\n")).isEqualTo(101);
    }
  }

  @Test
  void parametersAreUtf8EscapedOrNot() throws Exception {
    start(OriginCheck.none(), options -> {});
    assertThat(upgrade(URI + "&user=%FF").status()).isEqualTo(400);
    assertThat(upgrade(URI + "&user=\u00ff").status()).isEqualTo(400);
    assertThat(requests).isEmpty();
    assertThat(upgrade(URI + "&user=%C3%A9").status()).isEqualTo(101);
    assertThat(upgrade(URI + "&user=\u00c3\u00a9").status()).isEqualTo(101);
    assertThat(requests)
        .extracting(request -> request.params().values().get("user"))
        .containsExactly("é", "é");
  }

  @Test
  void otherMethodsGet400WithoutTheConnectHandler() throws Exception {
    start(OriginCheck.none(), options -> {});
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
      assertThat(status(method + " " + URI + " HTTP/1.1\nHost: a\nContent-Length: 0\n\n"))
          .isEqualTo(400);
    }
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%z", "x%4=1"})
  void undecodableQueryGets400(String query) throws Exception {
    start(OriginCheck.none(), options -> {});
    assertThat(upgrade(URI + "&" + query).status()).isEqualTo(400);
    assertThat(requests).isEmpty();
  }

  @Test
  void refusalIsAnEmpty403() throws Exception {
    start(socket -> socket.connect(request -> ConnectResult.refuse().now()));
    Answer answer = upgrade(URI);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.headers()).containsEntry("content-length", "0");
    assertThat(status("GET " + URI + " HTTP/1.1\nHost: a\n\n")).isEqualTo(403);
    assertThat(server.metrics().refused()).isEqualTo(2);
    assertThat(server.metrics().opened()).isZero();
  }

  @Test
  void errorHandlerAnswersARefusalWithAReason() throws Exception {
    start(
        socket ->
            socket
                .connect(request -> ConnectResult.refuse("rate limited").now())
                .webSocket(
                    options ->
                        options.errorHandler(
                            (request, reason) ->
                                request
                                    .response()
                                    .setStatusCode(429)
                                    .putHeader("x-reason", reason.toString())
                                    .end())));
    Answer answer = upgrade(URI);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).containsEntry("x-reason", "rate limited");
  }

  @Test
  void refusalWithAReasonAndNoErrorHandlerIs403() throws Exception {
    start(socket -> socket.connect(request -> ConnectResult.refuse("why").now()));
    assertThat(upgrade(URI).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failingErrorHandlerIs500(boolean atOnce) throws Exception {
    start(
        socket ->
            socket
                .connect(
                    request ->
                        atOnce
                            ? ConnectResult.refuse("why").now()
                            : server.vertx().timer(1).map(ConnectResult.refuse("why")))
                .webSocket(
                    options ->
                        options.errorHandler(
                            (request, reason) -> {
                              throw new IllegalStateException("no");
                            })));
    try (CapturedLog log = new CapturedLog()) {
      assertThat(upgrade(URI).status()).isEqualTo(500);
      assertThat(log.lines()).hasSize(1).noneMatch(line -> line.contains("\n"));
    }
  }

  @Test
  void temporarilyRefusedClientGets503WithRetryAfter() throws Exception {
    start(socket -> socket.connect(request -> ConnectResult.unavailable(7).now()));
    Answer answer = upgrade(URI);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers())
        .containsEntry("retry-after", "7")
        .containsEntry("content-length", "0");
    assertThat(server.metrics().refused()).isEqualTo(1);
    assertThat(server.metrics().opened()).isZero();
  }

  @Test
  void failingConnectHandlerRefuses() throws Exception {
    start(
        socket ->
            socket.connect(
                request -> {
                  throw new IllegalStateException("no database");
                }));
    try (CapturedLog log = new CapturedLog()) {
      assertThat(upgrade(URI).status()).isEqualTo(403);
      assertThat(log.lines()).hasSize(1);
      // The captured event contains the stack trace after the first line.
      assertThat(log.errors().get(0).lines().findFirst().orElseThrow())
          .contains("/socket", "no database");
    }
  }

  @Test
  void variablesOfThePathBecomeParams() throws Exception {
    start(OriginCheck.none(), options -> options.path("/:room/websocket"));
    assertThat(upgrade("/socket/a%20b/websocket?vsn=2.0.0&room=x&y[z]=1").status()).isEqualTo(101);
    assertThat(requests.get(0).params().values())
        .isEqualTo(Map.of("room", "a b", "vsn", "2.0.0", "y", Map.of("z", "1")));
    assertThat(requests.get(0).transport()).isEqualTo("websocket");
    assertThat(requests.get(0).vsn()).isEqualTo("2.0.0");
  }

  @Test
  void unknownPathsGet404() throws Exception {
    start(OriginCheck.none(), options -> {});
    for (String path : List.of("/", "/socket", "/socket/", "/socket/websocket/x", "/websocket")) {
      assertThat(upgrade(path).status()).isEqualTo(404);
    }
    assertThat(requests).isEmpty();
  }

  @Test
  void connectHandlerMayCompleteLaterOnAnotherThread() throws Exception {
    Promise<ConnectResult> decision = Promise.promise();
    start(
        socket ->
            socket
                .connect(
                    request -> {
                      requests.add(request);
                      return decision.future();
                    })
                .channel("room:*", ScriptedChannel::new));
    try (RawWebSocket client = RawWebSocket.connect(server.port())) {
      client.sendUpgrade(URI);
      eventually(() -> assertThat(requests).hasSize(1));
      decision.complete(ConnectResult.accept());
      assertThat(client.answer().status()).isEqualTo(101);
      client.sendText("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
      assertThat(client.receiveText()).contains("phx_reply");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void clientMayDisconnectDuringTheConnectHandler(boolean accept) throws Exception {
    Promise<ConnectResult> decision = Promise.promise();
    start(
        socket ->
            socket.connect(
                request -> {
                  requests.add(request);
                  return requests.size() == 1 ? decision.future() : ConnectResult.accept().now();
                }));
    try (CapturedLog log = new CapturedLog()) {
      try (RawWebSocket client = RawWebSocket.connect(server.port())) {
        client.sendUpgrade(URI);
        eventually(() -> assertThat(requests).hasSize(1));
      }
      decision.complete(accept ? ConnectResult.accept() : ConnectResult.refuse("late"));
      try (RawWebSocket another = server.open()) {
        eventually(() -> assertThat(server.metrics().open()).isEqualTo(1));
        another.sendClose(1000);
        assertThat(another.receiveClose()).isEqualTo(1000);
      }
      eventually(() -> assertThat(server.metrics().open()).isZero());
      assertThat(log.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void messageSentWithTheRequestDoesNoHarm(boolean takeOver) throws Exception {
    start(
        socket ->
            socket
                .connect(ConnectHandler.acceptAll())
                .channel("room:*", ScriptedChannel::new)
                .webSocket(options -> options.takeOver(takeOver)));
    try (CapturedLog log = new CapturedLog();
        RawWebSocket client = RawWebSocket.connect(server.port())) {
      // A violation of RFC 6455 section 4.1: a client waits for the response.
      client.sendUpgradeAndText(URI, "[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
      assertThat(client.answer().status()).isIn(101, 400);
      client.dropConnection();
      eventually(() -> assertThat(server.metrics().open()).isZero());
      assertThat(log.lines()).noneMatch(line -> line.contains("\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void framesBeforeTheResponseAreReleased(boolean takeOver) throws Exception {
    start(OriginCheck.none(), options -> options.takeOver(takeOver));
    Level usual = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(Level.PARANOID);
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 20; i++) {
        try (RawWebSocket client = RawWebSocket.connect(server.port())) {
          client.sendUpgradeAndText(URI, "[null,\"1\",\"phoenix\",\"heartbeat\",{}]");
          assertThat(client.answer().status()).isEqualTo(101);
          client.sendText("[null,\"2\",\"phoenix\",\"heartbeat\",{}]");
          assertThat(client.receiveText()).contains("\"2\"");
        }
      }
      Leaks.provoke();
      assertThat(log.errors()).noneMatch(line -> line.contains("LEAK"));
    } finally {
      ResourceLeakDetector.setLevel(usual);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 0", "Transfer-Encoding: chunked"})
  void requestWithABodyIsUpgraded(String header) throws Exception {
    start(OriginCheck.none(), options -> {});
    try (RawWebSocket client = RawWebSocket.connect(server.port())) {
      client.sendUpgrade(URI, header);
      if (header.startsWith("Transfer")) {
        client.sendRaw("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(client.answer().status()).isEqualTo(101);
      client.sendText("[null,\"1\",\"phoenix\",\"heartbeat\",{}]");
      assertThat(client.receiveText()).contains("phx_reply");
    }
  }

  @Test
  void longUriWithATokenIsAccepted() throws Exception {
    start(OriginCheck.none(), options -> {});
    assertThat(upgrade(URI + "&token=" + "x".repeat(7_000)).status()).isEqualTo(101);
    assertThat(requests.get(0).params().get("token")).hasSize(7_000);
  }
}

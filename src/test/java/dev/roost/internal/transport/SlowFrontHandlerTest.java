package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.ConnectHandler;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A slow handler in front of the sockets, such as for sessions or authentication, on a server with
 * Vert.x's default options.
 */
@Timeout(60)
class SlowFrontHandlerTest {
  private static final int WAIT_MILLIS = 50;
  private static final String JOIN = "[\"1\",\"1\",\"room\",\"phx_join\",{}]";

  private final Vertx vertx = Vertx.vertx();
  private int port;

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void start(boolean takeOver, Handler<RoutingContext> front) throws Exception {
    port =
        FrontHandlerServer.start(
            vertx,
            front,
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .webSocket(webSocket -> webSocket.takeOver(takeOver))
                    .longPoll(longPoll -> {})
                    .channel("*", ScriptedChannel::new));
  }

  private static Handler<RoutingContext> delaying() {
    return context -> context.vertx().setTimer(WAIT_MILLIS, done -> context.next());
  }

  private static Handler<RoutingContext> delayingPaused(boolean resumes) {
    return context -> {
      context.request().pause();
      context
          .vertx()
          .setTimer(
              WAIT_MILLIS,
              done -> {
                if (resumes) {
                  context.request().resume();
                }
                context.next();
              });
    };
  }

  /** Offers compression like browsers do, which Vert.x accepts by default. */
  private RawWebSocket open(boolean takeOver) throws Exception {
    String[] headers = {"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"};
    return RawWebSocket.open(
        port, "/socket/websocket?vsn=2.0.0", takeOver ? headers : new String[0]);
  }

  private static void assertEchoes(RawWebSocket client) throws Exception {
    client.sendText(JOIN);
    assertThat(client.receiveText()).contains("phx_reply").contains("ok");
  }

  @Test
  void webSocketOpensAfterTheEndOfItsRequest() throws Exception {
    start(true, delaying());
    try (RawWebSocket client = open(true)) {
      assertEchoes(client);
      // Larger than Vert.x's default limit.
      client.sendText("[\"1\",\"2\",\"room\",\"large\",{\"a\":\"" + "x".repeat(400_000) + "\"}]");
      client.sendText("[null,\"3\",\"phoenix\",\"heartbeat\",{}]");
      assertThat(client.receiveText()).contains("phx_reply");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void webSocketOpensIfTheRequestWasPaused(boolean takeOver) throws Exception {
    start(takeOver, delayingPaused(false));
    try (RawWebSocket client = open(takeOver)) {
      assertEchoes(client);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answerHasTheHeadersOfTheFrontHandler(boolean takeOver) throws Exception {
    start(
        takeOver,
        context -> {
          context.response().putHeader("X-Request-Id", "é1").putHeader("Connection", "close");
          context.next();
        });
    try (RawWebSocket client = RawWebSocket.connect(port)) {
      RawWebSocket.Answer answer = client.upgrade("/socket/websocket?vsn=2.0.0");
      assertThat(answer.status()).isEqualTo(101);
      // The example of RFC 6455 section 1.3.
      assertThat(answer.headers())
          .containsEntry("x-request-id", "é1")
          .containsEntry("upgrade", "websocket")
          .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
          .extractingByKey("connection")
          .asString()
          .isEqualToIgnoringCase("upgrade");
      assertEchoes(client);
    }
  }

  @Test
  void webSocketWithoutTakeOverIsRefusedWithAReason() throws Exception {
    start(false, delaying());
    try (CapturedLog log = new CapturedLog();
        RawWebSocket client = RawWebSocket.connect(port)) {
      assertThat(client.upgrade("/socket/websocket?vsn=2.0.0").status()).isEqualTo(500);
      assertThat(log.errors()).hasSize(1).first().asString().contains("request.pause()");
    }
  }

  @Test
  void pollsAndPausedPostsAreServed() throws Exception {
    start(true, delayingPaused(false));
    LongPoller client = new LongPoller(port);
    client.begin();
    assertThat(client.post(JOIN).status()).isEqualTo(200);
  }

  @Test
  void postWithAConsumedBodyIsRefusedWithAReason() throws Exception {
    start(true, delaying());
    LongPoller client = new LongPoller(port);
    client.begin();
    try (CapturedLog log = new CapturedLog()) {
      assertThat(client.post(JOIN).http()).isEqualTo(500);
      assertThat(log.errors()).hasSize(1).first().asString().contains("request.pause()");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void largeMessageWorksWithDefaultServerOptions(boolean takeOver) throws Exception {
    start(takeOver, RoutingContext::next);
    try (RawWebSocket client = open(takeOver)) {
      assertEchoes(client);
      client.sendText("[\"1\",\"2\",\"room\",\"large\",{\"a\":\"" + "x".repeat(400_000) + "\"}]");
      client.sendText("[null,\"3\",\"phoenix\",\"heartbeat\",{}]");
      assertThat(client.receiveText()).contains("phx_reply");
    }
  }
}

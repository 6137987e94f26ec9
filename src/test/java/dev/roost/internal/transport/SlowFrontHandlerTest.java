package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.channel.ConnectHandler;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A handler in front of the sockets takes time, as one for sessions or authentication does, on a
 * server that was made with Vert.x's own options.
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
    Endpoint endpoint =
        Endpoint.create(vertx, new EndpointOptions().checkOrigin(OriginCheck.none()))
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(ConnectHandler.acceptAll())
                        .webSocket(webSocket -> webSocket.takeOver(takeOver))
                        .longPoll(longPoll -> {})
                        .channel("*", ScriptedChannel::new));
    Router router = Router.router(vertx);
    router.route().handler(front);
    endpoint.mount(router);
    port =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(router)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS)
            .actualPort();
  }

  private static Handler<RoutingContext> waiting() {
    return context -> context.vertx().setTimer(WAIT_MILLIS, done -> context.next());
  }

  private static Handler<RoutingContext> waitingPaused(boolean resumes) {
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

  /** Offers compression as browsers do, which Vert.x accepts by its own options. */
  private RawWebSocket open(boolean takeOver) throws Exception {
    String[] headers = {"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"};
    return RawWebSocket.open(
        port, "/socket/websocket?vsn=2.0.0", takeOver ? headers : new String[0]);
  }

  private static void echoes(RawWebSocket client) throws Exception {
    client.sendText(JOIN);
    assertThat(client.receiveText()).contains("phx_reply").contains("ok");
  }

  @Test
  void webSocketOpensThoughTheEndOfItsRequestHasPassed() throws Exception {
    start(true, waiting());
    try (RawWebSocket client = open(true)) {
      echoes(client);
      // More than Vert.x lets pass by its own options.
      client.sendText("[\"1\",\"2\",\"room\",\"large\",{\"a\":\"" + "x".repeat(400_000) + "\"}]");
      client.sendText("[null,\"3\",\"phoenix\",\"heartbeat\",{}]");
      assertThat(client.receiveText()).contains("phx_reply");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void webSocketOpensIfTheRequestWasPaused(boolean takeOver) throws Exception {
    start(takeOver, waitingPaused(false));
    try (RawWebSocket client = open(takeOver)) {
      echoes(client);
    }
  }

  @Test
  void webSocketThatIsNotTakenOverIsRefusedWithAReason() throws Exception {
    start(false, waiting());
    try (CapturedLog log = new CapturedLog();
        RawWebSocket client = RawWebSocket.connect(port)) {
      assertThat(client.upgrade("/socket/websocket?vsn=2.0.0").status()).isEqualTo(500);
      assertThat(log.errors()).hasSize(1).first().asString().contains("request.pause()");
    }
  }

  @Test
  void pollsAndPausedPostsAreServed() throws Exception {
    start(true, waitingPaused(false));
    LongPoller client = new LongPoller(port);
    client.begin();
    assertThat(client.post(JOIN).status()).isEqualTo(200);
  }

  @Test
  void postWhoseBodyHasPassedIsRefusedWithAReason() throws Exception {
    start(true, waiting());
    LongPoller client = new LongPoller(port);
    client.begin();
    try (CapturedLog log = new CapturedLog()) {
      assertThat(client.post(JOIN).http()).isEqualTo(500);
      assertThat(log.errors()).hasSize(1).first().asString().contains("request.pause()");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void largeMessageWorksOnAServerThatWasNotMadeForIt(boolean takeOver) throws Exception {
    start(takeOver, RoutingContext::next);
    try (RawWebSocket client = open(takeOver)) {
      echoes(client);
      client.sendText("[\"1\",\"2\",\"room\",\"large\",{\"a\":\"" + "x".repeat(400_000) + "\"}]");
      client.sendText("[null,\"3\",\"phoenix\",\"heartbeat\",{}]");
      assertThat(client.receiveText()).contains("phx_reply");
    }
  }
}

package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Reply;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.metrics.SocketSnapshot;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections without take-over, on a server with Vert.x's compression. */
@Timeout(60)
class VertxCompressionTest {
  private static final String URI = "/socket/websocket?vsn=2.0.0";
  private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
  private static final int MAX_FRAME = 1_000_000;
  private static final int MAX_FRAGMENTS = 100;

  private final Vertx vertx = Vertx.vertx();
  private Endpoint endpoint;
  private RawWebSocket client;
  private CapturedLog log;

  @BeforeEach
  void connect() throws Exception {
    endpoint =
        Endpoint.create(vertx, new EndpointOptions().checkOrigin(OriginCheck.none()))
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(ConnectHandler.acceptAll())
                        .channel(
                            "room:*",
                            () ->
                                new ScriptedChannel()
                                    .onIn(
                                        (self, push) ->
                                            push.reply(Reply.ok(push.payload().length()))))
                        .webSocket(
                            options ->
                                options
                                    .takeOver(false)
                                    .maxFrameSize(MAX_FRAME)
                                    .maxFragments(MAX_FRAGMENTS)));
    Router router = Router.router(vertx);
    endpoint.mount(router);
    HttpServerOptions options =
        endpoint
            .serverOptions(new HttpServerOptions())
            .setPerMessageWebSocketCompressionSupported(true);
    int port = RouterServer.start(vertx, options, router);
    client = RawWebSocket.connect(port);
    assertThat(client.upgrade(URI, OFFER).headers())
        .containsEntry("sec-websocket-extensions", "permessage-deflate");
    log = new CapturedLog();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    log.close();
  }

  private SocketSnapshot metrics() {
    return endpoint.metrics().get("/socket");
  }

  private static byte[] push(int length) {
    return ("[\"1\",\"2\",\"room:a\",\"e\",\"" + "x".repeat(length) + "\"]")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void join() throws Exception {
    client.sendText("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
    assertThat(client.receive().rsv1()).isTrue();
  }

  @Test
  void compressedMessagesAreDecoded() throws Exception {
    join();
    for (int i = 0; i < 3; i++) {
      client.sendRaw(RawWebSocket.frame(0xc1, Deflated.message(push(900_000))));
      assertThat(client.receive().rsv1()).isTrue();
    }
    byte[] whole = Deflated.message(push(5_000));
    client.sendRaw(RawWebSocket.frame(0x41, Arrays.copyOf(whole, 10)));
    client.sendRaw(RawWebSocket.frame(0x80, Arrays.copyOfRange(whole, 10, whole.length)));
    assertThat(client.receive().rsv1()).isTrue();
    assertThat(metrics().open()).isEqualTo(1);
  }

  @Test
  void messageThatInflatesBeyondTheLimitIsRefused() throws Exception {
    byte[] bomb = Deflated.message(new byte[50 * MAX_FRAME]);
    assertThat(bomb).hasSizeLessThan(MAX_FRAME);
    client.sendRaw(RawWebSocket.frame(0xc1, bomb));
    assertIsClosed(1_009);
  }

  @Test
  void frameBeyondTheLimitIsRefused() throws Exception {
    byte[] noise = new byte[2 * MAX_FRAME];
    new Random(1).nextBytes(noise);
    client.sendRaw(Arrays.copyOf(RawWebSocket.frame(0xc1, noise), 20));
    assertIsClosed(1_009);
  }

  @Test
  void corruptCompressedDataIsRefused() throws Exception {
    client.sendRaw(RawWebSocket.frame(0xc1, new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3}));
    assertIsClosed(1_007);
  }

  @Test
  void messageOfTooManyFragmentsIsRefused() throws Exception {
    client.sendFrame(false, RawWebSocket.TEXT, new byte[0]);
    for (int i = 0; i < MAX_FRAGMENTS; i++) {
      client.sendFrame(false, RawWebSocket.CONTINUATION, new byte[0]);
    }
    assertIsClosed(1_008);
    assertThat(metrics().tooManyFragments()).isEqualTo(1);
  }

  private void assertIsClosed(int code) throws Exception {
    assertThat(client.receiveClose()).isEqualTo(code);
    client.close();
    eventually(() -> assertThat(metrics().open()).isZero());
    assertThat(log.warnings()).hasSize(1).noneMatch(line -> line.contains("\n"));
    assertThat(log.errors()).isEmpty();
  }
}

package dev.roost;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Reply;
import dev.roost.internal.pubsub.Subscriptions;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import dev.roost.serializer.Serializers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sockets at paths, their servers, and the endpoint's calls from outside of channels. */
@Timeout(60)
class EndpointTest {
  private final Vertx vertx = Vertx.vertx();
  private final Endpoint endpoint =
      Endpoint.create(vertx, new EndpointOptions().eventLoops(2).checkOrigin(OriginCheck.none()));

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void rooms(SocketMount socket) {
    socket.connect(ConnectHandler.acceptAll()).channel("room:*", ScriptedChannel::new);
  }

  private EndpointServer listen() {
    return await(endpoint.listen(local(), router -> {}));
  }

  private static HttpServerOptions local() {
    return new HttpServerOptions().setHost("127.0.0.1").setPort(0);
  }

  private static RawWebSocket join(int port, String path) throws Exception {
    RawWebSocket client = RawWebSocket.open(port, path + "?vsn=2.0.0");
    client.sendText("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
    assertThat(client.receiveText()).contains("\"ok\"");
    return client;
  }

  @Test
  void socketsOfAnEndpointShareTopics() throws Exception {
    endpoint
        .socket("/one", EndpointTest::rooms)
        .socket(
            "/two/:tenant",
            socket ->
                socket
                    .connect(
                        request ->
                            ConnectResult.accept()
                                .assign("tenant", request.params().get("tenant"))
                                .now())
                    .channel(
                        "*",
                        () ->
                            new ScriptedChannel()
                                .onJoin((self, join) -> Reply.ok(self.socket().get("tenant")))));
    int port = listen().port();
    try (RawWebSocket one = join(port, "/one/websocket");
        RawWebSocket two = join(port, "/two/x/websocket")) {
      endpoint.broadcast("room:a", "news", Map.of("n", 1));
      assertThat(one.receiveText()).isEqualTo("[null,null,\"room:a\",\"news\",{\"n\":1}]");
      assertThat(two.receiveText()).isEqualTo("[null,null,\"room:a\",\"news\",{\"n\":1}]");
      two.sendText("[\"2\",\"2\",\"b\",\"phx_join\",{}]");
      assertThat(two.receiveText()).contains("\"response\":\"x\"");
      assertThat(endpoint.metrics().get("/one").joined()).isEqualTo(1);
      assertThat(endpoint.metrics().get("/two/:tenant").joined()).isEqualTo(2);
    }
  }

  @Test
  void connectionsOnDifferentEventLoopsExchangeBroadcasts() throws Exception {
    Map<String, String> threads = new ConcurrentHashMap<>();
    endpoint.socket(
        "/socket",
        socket ->
            socket
                .connect(ConnectHandler.acceptAll())
                .channel(
                    "room:*",
                    () ->
                        new ScriptedChannel()
                            .onJoined(() -> threads.put(Thread.currentThread().getName(), ""))
                            .onIn((self, push) -> self.sendBroadcast("news", push.payload()))));
    int port = listen().port();
    List<RawWebSocket> clients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      clients.add(join(port, "/socket/websocket"));
    }
    assertThat(threads).hasSize(2);
    clients.get(0).sendText("[\"1\",\"2\",\"room:a\",\"e\",{\"n\":1}]");
    for (RawWebSocket client : clients) {
      assertThat(client.receiveText()).isEqualTo("[null,null,\"room:a\",\"news\",{\"n\":1}]");
      client.dropConnection();
    }
  }

  @Test
  void applicationAddsItsOwnRoutes() throws Exception {
    endpoint.socket("/socket", EndpointTest::rooms);
    EndpointServer server =
        await(
            endpoint.listen(
                local(),
                router ->
                    router
                        .get("/hello")
                        .handler(context -> context.response().setStatusCode(204).end())));
    try (RawWebSocket client = RawWebSocket.connect(server.port())) {
      assertThat(client.upgrade("/hello").status()).isEqualTo(204);
    }
    join(server.port(), "/socket/websocket").close();
  }

  @Test
  void endpointMountsOnTheApplicationsRouterAndServer() throws Exception {
    endpoint.socket(
        "/socket",
        socket ->
            socket
                .connect(ConnectHandler.acceptAll())
                .channel("room:*", ScriptedChannel::new)
                .webSocket(options -> options.maxFrameSize(1_000)));
    Router router = Router.router(vertx);
    router.get("/hello").handler(context -> context.response().setStatusCode(204).end());
    endpoint.mount(router);
    for (HttpServerOptions options :
        List.of(new HttpServerOptions(), endpoint.serverOptions(new HttpServerOptions()))) {
      HttpServer server =
          await(vertx.createHttpServer(options).requestHandler(router).listen(0, "127.0.0.1"));
      int port = server.actualPort();
      try (RawWebSocket client = join(port, "/socket/websocket");
          RawWebSocket other = RawWebSocket.connect(port)) {
        client.sendText("x".repeat(1_001));
        assertThat(client.receiveClose()).isEqualTo(1_009);
        assertThat(other.upgrade("/hello").status()).isEqualTo(204);
      }
    }
  }

  @Test
  void endpointMountsOnASubRouter() throws Exception {
    endpoint.socket("/socket", EndpointTest::rooms);
    Router main = Router.router(vertx);
    Router sub = Router.router(vertx);
    endpoint.mount(sub);
    main.route("/app/*").subRouter(sub);
    HttpServer server = await(vertx.createHttpServer().requestHandler(main).listen(0, "127.0.0.1"));
    join(server.actualPort(), "/app/socket/websocket").close();
  }

  @Test
  void eachMountHasItsOwnFrameSize() throws Exception {
    for (boolean takeOver : new boolean[] {true, false}) {
      String suffix = takeOver ? "1" : "2";
      endpoint
          .socket(
              "/small" + suffix,
              socket ->
                  socket
                      .connect(ConnectHandler.acceptAll())
                      .webSocket(options -> options.takeOver(takeOver).maxFrameSize(1_000)))
          .socket(
              "/large" + suffix,
              socket ->
                  socket
                      .connect(ConnectHandler.acceptAll())
                      .webSocket(options -> options.takeOver(takeOver).maxFrameSize(100_000)));
    }
    int port = listen().port();
    String heartbeat = "[null,\"1\",\"phoenix\",\"heartbeat\",\"" + "x".repeat(50_000) + "\"]";
    for (String suffix : List.of("1", "2")) {
      try (RawWebSocket large =
              RawWebSocket.open(port, "/large" + suffix + "/websocket?vsn=2.0.0");
          RawWebSocket small =
              RawWebSocket.open(port, "/small" + suffix + "/websocket?vsn=2.0.0")) {
        large.sendText(heartbeat);
        assertThat(large.receiveText()).contains("phx_reply");
        small.sendText(heartbeat);
        assertThat(small.receiveClose()).isEqualTo(1_009);
      }
    }
  }

  @Test
  void broadcastWorksOnAnyThread() throws Exception {
    endpoint.socket("/socket", EndpointTest::rooms);
    try (RawWebSocket client = join(listen().port(), "/socket/websocket")) {
      endpoint.broadcast("room:a", "main", Map.of());
      Thread thread = new Thread(() -> endpoint.localBroadcast("room:a", "thread", Map.of()));
      thread.start();
      thread.join();
      await(
          vertx.executeBlocking(
              () -> {
                endpoint.broadcast("room:a", "worker", new byte[] {1});
                return true;
              }));
      vertx.runOnContext(ignored -> endpoint.broadcast("room:a", "loop", Payload.EMPTY));
      assertThat(client.receiveText()).contains("\"main\"");
      assertThat(client.receiveText()).contains("\"thread\"");
      assertThat(client.receive().opcode()).isEqualTo(RawWebSocket.BINARY);
      assertThat(client.receiveText()).contains("\"loop\"");
    }
  }

  @Test
  void invalidBroadcastThrowsInTheCaller() {
    assertThatIllegalArgumentException().isThrownBy(() -> endpoint.broadcast("t", "e", "text"));
    assertThatIllegalArgumentException().isThrownBy(() -> endpoint.broadcast("t", "e", List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> endpoint.broadcast("t".repeat(256), "e", new byte[1]));
  }

  @Test
  void subscriberReceivesATopicInOrderUntilItCancels() throws Exception {
    List<Broadcast> heard = new CopyOnWriteArrayList<>();
    EndpointSubscription subscription = await(endpoint.subscribe("t", heard::add));
    for (int i = 0; i < 100; i++) {
      endpoint.broadcast("t", "e" + i, Map.of());
    }
    eventually(() -> assertThat(heard).hasSize(100));
    for (int i = 0; i < 100; i++) {
      assertThat(heard.get(i).event()).isEqualTo("e" + i);
    }
    subscription.cancel();
    subscription.cancel();
    eventually(() -> assertThat(Subscriptions.topicsOf(endpoint)).isEmpty());
    endpoint.broadcast("t", "late", Map.of());
    assertThat(heard).hasSize(100);
  }

  @Test
  void subscribersRunOnTheContextThatSubscribed() throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    vertx.runOnContext(
        ignored -> {
          threads.add(Thread.currentThread());
          endpoint.subscribe("t", broadcast -> threads.add(Thread.currentThread()));
        });
    eventually(() -> assertThat(Subscriptions.topicsOf(endpoint)).containsExactly("t"));
    endpoint.broadcast("t", "e", Map.of());
    eventually(() -> assertThat(threads).hasSize(2));
    assertThat(threads.get(1)).isSameAs(threads.get(0));
  }

  @Test
  void failingSubscriberDoesNotAffectOthers() throws Exception {
    List<Broadcast> heard = new CopyOnWriteArrayList<>();
    try (CapturedLog log = new CapturedLog()) {
      await(
          endpoint.subscribe(
              "t",
              broadcast -> {
                throw new IllegalStateException("no");
              }));
      await(endpoint.subscribe("t", heard::add));
      endpoint.broadcast("t", "e", Map.of());
      endpoint.broadcast("t", "e", Map.of());
      eventually(() -> assertThat(heard).hasSize(2));
      eventually(() -> assertThat(log.errors()).hasSize(2));
    }
  }

  @Test
  void disconnectClosesAllConnectionsOfASocketId() throws Exception {
    endpoint.socket(
        "/socket",
        socket ->
            socket.connect(
                request ->
                    ConnectResult.accept().id("users:" + request.params().get("user")).now()));
    int port = listen().port();
    String uri = "/socket/websocket?vsn=2.0.0&user=";
    try (RawWebSocket one = RawWebSocket.open(port, uri + "1");
        RawWebSocket oneToo = RawWebSocket.open(port, uri + "1");
        RawWebSocket two = RawWebSocket.open(port, uri + "2")) {
      eventually(() -> assertThat(endpoint.metrics().get("/socket").open()).isEqualTo(3));
      endpoint.disconnect("users:1");
      assertThat(one.receiveClose()).isEqualTo(1_001);
      assertThat(oneToo.receiveClose()).isEqualTo(1_001);
      two.sendText("[null,\"1\",\"phoenix\",\"heartbeat\",{}]");
      assertThat(two.receiveText()).contains("phx_reply");
    }
  }

  @Test
  void serverRestartsOnTheSameEndpoint() throws Exception {
    endpoint.socket(
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
                                    push.reply(self.block(() -> Reply.ok("blocked"))))));
    for (int i = 0; i < 2; i++) {
      EndpointServer server = listen();
      try (RawWebSocket client = join(server.port(), "/socket/websocket")) {
        client.sendText("[\"1\",\"2\",\"room:a\",\"e\",{}]");
        assertThat(client.receiveText()).contains("\"blocked\"");
        Future<Void> stopped = server.close();
        assertThat(client.receiveClose()).isEqualTo(1_001);
        client.dropConnection();
        await(stopped);
      }
      eventually(() -> assertThat(endpoint.metrics().get("/socket").open()).isZero());
    }
  }

  @Test
  void listenOnATakenPortFails() {
    endpoint.socket("/socket", EndpointTest::rooms);
    int port = listen().port();
    Future<EndpointServer> taken =
        endpoint.listen(new HttpServerOptions().setHost("127.0.0.1").setPort(port), router -> {});
    assertThatIllegalStateException().isThrownBy(() -> await(taken));
  }

  @Test
  void socketWithoutConnectHandlerIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> endpoint.socket("/socket", socket -> {}))
        .withMessageContaining("/socket");
  }

  @Test
  void invalidTopicPatternIsRefusedAtOnce() {
    Consumer<SocketMount> describe =
        socket -> socket.connect(ConnectHandler.acceptAll()).channel("a*b", ScriptedChannel::new);
    assertThatIllegalArgumentException().isThrownBy(() -> endpoint.socket("/socket", describe));
  }

  @ParameterizedTest
  @CsvSource({"room:lobby, room:lobby", "room:*, room:lobby", "room:*, room:*", "*, room:*"})
  void channelThatIsNeverReachedIsRefused(String before, String behind) {
    Consumer<SocketMount> describe =
        socket ->
            socket
                .connect(ConnectHandler.acceptAll())
                .channel(before, ScriptedChannel::new)
                .channel(behind, ScriptedChannel::new);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> endpoint.socket("/socket", describe))
        .withMessageContainingAll(before, behind);
  }

  @ParameterizedTest
  @CsvSource({"room:lobby, room:*", "room:*, other:*", "room:*, room", "lobby, lobby2"})
  void channelThatIsReachedIsAccepted(String before, String behind) {
    endpoint.socket(
        "/socket",
        socket ->
            socket
                .connect(ConnectHandler.acceptAll())
                .channel(before, ScriptedChannel::new)
                .channel(behind, ScriptedChannel::new));
    assertThat(endpoint.metrics()).containsKey("/socket");
  }

  @Test
  void pathWithoutSlashIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> endpoint.socket("socket", socket -> socket.connect(ConnectHandler.acceptAll())))
        .withMessage("socket(\"socket\"): the path does not begin with /");
  }

  @Test
  void mountOptionsApply() throws Exception {
    endpoint.socket(
        "/socket",
        socket ->
            socket
                .connect(ConnectHandler.acceptAll())
                .channel("*", ScriptedChannel::new)
                .maxChannelsPerTransport(1)
                .maxQueuedMessages(5)
                .serializers(
                    Serializers.none().with("2.0", Serializers.phoenix().forVersion("2.0.0"))));
    int port = listen().port();
    try (RawWebSocket client = RawWebSocket.open(port, "/socket/websocket?vsn=2.0.0");
        RawWebSocket old = RawWebSocket.connect(port);
        CapturedLog log = new CapturedLog()) {
      client.sendText("[\"1\",\"1\",\"a\",\"phx_join\",{}]");
      client.receiveText();
      client.sendText("[\"2\",\"2\",\"b\",\"phx_join\",{}]");
      assertThat(client.receiveText()).contains("too many channels joined");
      assertThat(old.upgrade("/socket/websocket?vsn=1.0.0").status()).isEqualTo(403);
      assertThat(log.lines()).hasSize(2);
    }
    assertThat(endpoint.metrics().get("/socket").tooManyChannels()).isEqualTo(1);
  }
}

package dev.roost.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.auth.SignedTokens;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.internal.transport.RawWebSocket;
import dev.roost.node.NodeProgram;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the guides' servers and the guides' JavaScript against them. */
@Timeout(180)
class GuidesTest {
  private static Vertx vertx;

  /** The room of the getting-started page, which is the example's. */
  private static final class NamedRoom extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void joined() {
      presence().track(name(), Map.of("status", "online"));
      push("presence_state", presence().list());
    }

    @Override
    public void handleIn(Push push) {
      broadcast("new_msg", Map.of("from", name(), "text", push.payload().json().get("text")));
      push.ok();
    }

    private String name() {
      return socket().get("name", String.class);
    }
  }

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @TestFactory
  Stream<DynamicTest> scriptsOfThePagesWork(@TempDir Path folder) throws Exception {
    String token =
        SignedTokens.of("HS512")
            .claim("iss", "https://id.example.com/")
            .claim("aud", "chat")
            .claim("sub", "ann")
            .hs512();
    JsonObject ports =
        new JsonObject()
            .put("token", token)
            .put("README.md", serve(rooms(ChatServer.RoomChannel::new)))
            .put(
                "src/docs/authentication.md",
                port(TokenServer.start(vertx, SignedTokens.SECRET, 0)))
            .put(
                "src/docs/channels.md",
                serve(
                    endpoint ->
                        endpoint.socket(
                            "/socket",
                            socket ->
                                socket
                                    .connect(ConnectHandler.acceptAll())
                                    .channel(
                                        "orders:*",
                                        () -> new OrdersChannel(OrdersChannelTest::take)))))
            .put("src/docs/events.md", serve(rooms(ModeratedRoom.RoomChannel::new)))
            .put("src/docs/getting-started.md", serve(GuidesTest::mountNamedRoom))
            .put("src/docs/history.md", serve(HistoryRoom::mount))
            .put("src/docs/http-publish.md", port(PublishServer.start(chatRooms(), 0, "key")))
            .put("src/docs/long-poll.md", serve(LongPollServer::mount))
            .put("src/docs/other-topics.md", serve(rooms(ChatServer.RoomChannel::new)))
            .put("src/docs/presence.md", serve(PresenceRoom::mount))
            .put("src/docs/raw-sockets.md", port(listen(EchoServer.echo(vertx))));

    return NodeProgram.start(folder.resolve("guides"), "guides.mjs", ports.encode()).checks();
  }

  @Test
  void operatedServerServesHealthAndMetrics() throws Exception {
    EndpointServer server =
        OperatedServer.start(vertx, 0, "key", Future::succeededFuture).await(30, TimeUnit.SECONDS);

    assertThat(get(server.port(), "/health/ready", "").statusCode()).isEqualTo(200);
    assertThat(get(server.port(), "/metrics", "").statusCode()).isEqualTo(401);
    assertThat(get(server.port(), "/metrics", "key").body()).contains("roost_socket_open");
    assertThat(get(server.port(), "/admin/sockets", "key").statusCode()).isEqualTo(200);
  }

  @Test
  void warmServerListensAfterwards() throws Exception {
    assertThat(port(WarmServer.start(vertx, chatRooms(), 0))).isPositive();
  }

  @Test
  void dashboardAsksForTheKey() throws Exception {
    Endpoint endpoint =
        Endpoint.create(
            vertx,
            new EndpointOptions()
                .eventLoops(1)
                .secretKeyBase("a secret of this test, which nothing else is signed with"));
    int port = port(DashboardServer.start(endpoint, 0, "a key of the operators"));

    assertThat(get(port, "/dashboard", "").statusCode()).isBetween(300, 399);
  }

  @Test
  void sharedServerServesPagesAndSockets() throws Exception {
    int port = SharedServer.start(vertx, 0).await(30, TimeUnit.SECONDS).actualPort();

    assertThat(get(port, "/hello", "").body()).isEqualTo("hello");
    try (RawWebSocket client = RawWebSocket.open(port, "/socket/websocket?vsn=2.0.0")) {
      client.sendText("[\"1\",\"1\",\"room:1\",\"phx_join\",{}]");
      assertThat(client.receiveText()).contains("phx_reply");
    }
  }

  @Test
  void proxiedServerTakesTheOriginOfItsName() throws Exception {
    Endpoint endpoint = Endpoint.create(vertx, ProxiedServer.behindNginx().eventLoops(1));
    rooms(ChatServer.RoomChannel::new).accept(endpoint);
    int port = port(listen(endpoint));

    connect(port, "https://app.example").abort();
    assertThatThrownBy(() -> connect(port, "https://evil.example"))
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }

  private static WebSocket connect(int port, String origin) throws Exception {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .header("Origin", origin)
        .buildAsync(
            URI.create("ws://127.0.0.1:" + port + "/socket/websocket?vsn=2.0.0"),
            new WebSocket.Listener() {})
        .get(30, TimeUnit.SECONDS);
  }

  private static Endpoint endpoint() {
    return Endpoint.create(vertx, new EndpointOptions().eventLoops(1));
  }

  private static Endpoint chatRooms() {
    Endpoint endpoint = endpoint();
    rooms(ChatServer.RoomChannel::new).accept(endpoint);
    return endpoint;
  }

  private static Consumer<Endpoint> rooms(Supplier<Channel> room) {
    return endpoint ->
        endpoint.socket(
            "/socket",
            socket ->
                socket
                    .connect(request -> ConnectResult.accept().assign("admin", false).now())
                    .channel("room:*", room));
  }

  private static void mountNamedRoom(Endpoint endpoint) {
    endpoint.socket(
        "/socket",
        socket ->
            socket
                .connect(
                    request ->
                        ConnectResult.accept().assign("name", request.params().get("name")).now())
                .presence(endpoint.presence(new PresenceOptions()))
                .channel("room:*", NamedRoom::new));
  }

  private static int serve(Consumer<Endpoint> describe) throws Exception {
    Endpoint endpoint = endpoint();
    describe.accept(endpoint);
    return port(listen(endpoint));
  }

  private static Future<EndpointServer> listen(Endpoint endpoint) {
    return endpoint.listen(new HttpServerOptions().setHost("127.0.0.1").setPort(0), router -> {});
  }

  private static int port(Future<EndpointServer> server) throws Exception {
    return server.await(30, TimeUnit.SECONDS).port();
  }

  private static HttpResponse<String> get(int port, String path, String key) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}

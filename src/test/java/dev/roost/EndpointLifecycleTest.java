package dev.roost;

import static dev.roost.OwnServer.await;
import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.RawSocket;
import dev.roost.cluster.ClusterOptions;
import dev.roost.internal.pubsub.ClusterNodes;
import dev.roost.internal.pubsub.Subscriptions;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.LongPoller;
import dev.roost.internal.transport.RawWebSocket;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Start, drain and close of endpoints, on their own HTTP server and on the application's. */
@Timeout(90)
class EndpointLifecycleTest {
  private static final String JOIN = "[\"1\",\"1\",\"room:a\",\"phx_join\",{}]";
  private static final String WEBSOCKET = "/socket/websocket?vsn=2.0.0";
  private static final DrainOptions AT_ONCE = new DrainOptions(1_000, 20, 10_000);

  /** Closes the first connection at once, and the next one after every test has ended. */
  private static final DrainOptions ENDLESS = new DrainOptions(1, 600_000, 600_000);

  private final List<ScriptedChannel> channels = new CopyOnWriteArrayList<>();
  private final List<Vertx> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(each -> await(each.close()));
  }

  private Vertx vertx() {
    Vertx made = Vertx.vertx();
    opened.add(made);
    return made;
  }

  private static EndpointOptions anyOrigin() {
    return new EndpointOptions()
        .checkOrigin(OriginCheck.none())
        .secretKeyBase("s".repeat(64))
        .eventLoops(2);
  }

  private static HttpServerOptions local(int port) {
    return new HttpServerOptions().setHost("127.0.0.1").setPort(port);
  }

  private void describe(SocketMount socket) {
    socket
        .connect(ConnectHandler.acceptAll())
        .longPoll(longPoll -> {})
        .channel(
            "room:*",
            () -> {
              ScriptedChannel channel = new ScriptedChannel();
              channels.add(channel);
              return channel;
            });
  }

  private OwnServer mounted(DrainOptions drainer) {
    OwnServer server =
        new OwnServer(
            true,
            endpoint ->
                endpoint
                    .socket(
                        "/socket",
                        socket -> {
                          describe(socket);
                          socket.drainer(drainer);
                        })
                    .rawSocket(
                        "/raw",
                        raw ->
                            raw.connect(ConnectHandler.acceptAll())
                                .drainer(drainer)
                                .handler(SilentSocket::new)));
    opened.add(server.vertx);
    return server;
  }

  private static final class SilentSocket extends RawSocket {
    @Override
    public void handleText(String text) {}

    @Override
    public void handleBinary(Buffer bytes) {}
  }

  private static RawWebSocket join(int port) throws IOException {
    RawWebSocket client = RawWebSocket.open(port, WEBSOCKET);
    client.sendText(JOIN);
    assertThat(client.receiveText()).contains("\"ok\"");
    return client;
  }

  private static void assertUnavailable(int port) throws IOException {
    for (String path : new String[] {WEBSOCKET, "/raw/websocket", "/socket/longpoll?vsn=2.0.0"}) {
      try (RawWebSocket late = RawWebSocket.connect(port)) {
        assertThat(late.upgrade(path).status()).as(path).isEqualTo(503);
      }
    }
    try (RawWebSocket other = RawWebSocket.connect(port)) {
      assertThat(other.upgrade("/hello").status()).isEqualTo(204);
    }
  }

  // -- Drain

  @Test
  void drainWorksOnTheApplicationsRouter() throws Exception {
    OwnServer server = mounted(AT_ONCE);
    try (RawWebSocket client = join(server.port);
        RawWebSocket raw = RawWebSocket.open(server.port, "/raw/websocket")) {
      Future<Void> drained = server.endpoint.drain();
      assertThat(server.endpoint.isDraining()).isTrue();
      assertThat(client.receiveClose()).isEqualTo(1_012);
      assertThat(raw.receiveClose()).isEqualTo(1_012);
      await(drained);
      eventually(() -> assertThat(channels.get(0).calls).contains("terminate:DRAINING"));
      assertThat(server.endpoint.isClosed()).isTrue();
      await(server.endpoint.drain());
      await(server.endpoint.close());
      assertUnavailable(server.port);
    }
  }

  @Test
  void drainingEndpointRefusesNewConnections() throws Exception {
    OwnServer server = mounted(ENDLESS);
    try (RawWebSocket one = join(server.port);
        RawWebSocket two = join(server.port)) {
      Future<Void> drained = server.endpoint.drain();
      eventually(() -> assertThat(server.endpoint.metrics().get("/socket").open()).isEqualTo(1));
      try (RawWebSocket late = RawWebSocket.open(server.port, WEBSOCKET)) {
        assertThat(late.receiveClose()).isEqualTo(1_012);
      }
      assertThat(drained.isComplete()).isFalse();

      await(server.endpoint.close());
      await(drained);
      assertThat(List.of(one.receiveClose(), two.receiveClose()))
          .containsExactlyInAnyOrder(1_012, 1_001);
    }
  }

  @Test
  void closeEndsThePauseBeforeADrain() throws Exception {
    OwnServer server = mounted(AT_ONCE.withPauseMillis(600_000));
    try (RawWebSocket client = join(server.port)) {
      Future<Void> drained = server.endpoint.drain();
      await(server.endpoint.close());
      assertThat(client.receiveClose()).isEqualTo(1_001);
      assertUnavailable(server.port);
      assertThat(drained.isComplete()).isFalse();
    }
  }

  @Test
  void drainEndsAllServersOfAnEndpoint() throws Exception {
    Endpoint endpoint = Endpoint.create(vertx(), anyOrigin()).socket("/socket", this::describe);
    EndpointServer one = await(endpoint.listen(local(0), router -> {}));
    EndpointServer two = await(endpoint.listen(local(0), router -> {}));
    try (RawWebSocket first = join(one.port());
        RawWebSocket second = join(two.port())) {
      Future<Void> drained = two.drain();
      assertThat(first.receiveClose()).isEqualTo(1_012);
      first.sendClose(1_012);
      assertThat(second.receiveClose()).isEqualTo(1_012);
      second.sendClose(1_012);
      await(drained);
    }
    for (EndpointServer server : List.of(one, two)) {
      assertThatThrownBy(() -> RawWebSocket.connect(server.port()).close())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void drainLeavesTheCluster() throws Exception {
    List<Vertx> buses = ClusterNodes.startBuses(2);
    opened.addAll(buses);
    ClusterOptions options = new ClusterOptions().name("leaving");
    Endpoint staying = await(Endpoint.join(buses.get(0), anyOrigin(), options));
    Endpoint leaving =
        await(Endpoint.join(buses.get(1), anyOrigin(), options))
            .socket("/socket", socket -> socket.connect(ConnectHandler.acceptAll()));
    leaving.mount(Router.router(buses.get(1)));
    eventually(() -> assertThat(staying.cluster().nodes()).hasSize(1));
    int before = buses.get(1).deploymentIDs().size();

    await(leaving.drain());

    eventually(() -> assertThat(staying.cluster().nodes()).isEmpty());
    assertThat(buses.get(1).deploymentIDs()).hasSize(before - 1);
  }

  @Test
  void drainedConnectionsLeaveTheNodeInTheCluster() throws Exception {
    List<Vertx> buses = ClusterNodes.startBuses(2);
    opened.addAll(buses);
    ClusterOptions options = new ClusterOptions().name("draining");
    Endpoint other = await(Endpoint.join(buses.get(0), anyOrigin(), options));
    Endpoint drained =
        await(Endpoint.join(buses.get(1), anyOrigin(), options)).socket("/socket", this::describe);
    EndpointServer server = await(drained.listen(local(0), router -> {}));
    eventually(() -> assertThat(other.cluster().nodes()).hasSize(1));
    List<String> heard = new CopyOnWriteArrayList<>();
    await(other.subscribe("room:a", broadcast -> heard.add(broadcast.event())));
    try (RawWebSocket client = join(server.port())) {
      Future<Void> done = drained.drainConnections();
      assertThat(client.receiveClose()).isEqualTo(1_012);
      client.sendClose(1_012);
      await(done);
    }

    assertThat(drained.isDraining()).isTrue();
    assertThat(drained.isClosed()).isFalse();
    assertThatThrownBy(() -> RawWebSocket.connect(server.port()).close())
        .isInstanceOf(IOException.class);
    // A broadcast is lost if the other node does not know the subscribers yet.
    eventually(
        () -> {
          drained.broadcast("room:a", "still here", Map.of());
          assertThat(heard).contains("still here");
        });

    await(drained.drain());

    assertThat(drained.isClosed()).isTrue();
    eventually(() -> assertThat(other.cluster().nodes()).isEmpty());
  }

  // -- Close

  @Test
  void closeStopsEverythingTheEndpointStarted() throws Exception {
    OwnServer server = mounted(AT_ONCE);
    Endpoint endpoint = server.endpoint;
    Presence presence = endpoint.presence(new PresenceOptions().leaveGraceMillis(600_000));
    List<String> heard = new CopyOnWriteArrayList<>();
    EndpointSubscription subscription =
        await(endpoint.subscribe("news", broadcast -> heard.add(broadcast.event())));
    LongPoller poller = new LongPoller(server.port).join("room:a");
    try (RawWebSocket client = join(server.port);
        RawWebSocket raw = RawWebSocket.open(server.port, "/raw/websocket")) {
      await(presence.track(channels.get(0), "ann", Map.of()));
      eventually(() -> assertThat(server.vertx.deploymentIDs()).isNotEmpty());

      Future<Void> closed = endpoint.close();

      assertThat(client.receiveClose()).isEqualTo(1_001);
      assertThat(raw.receiveClose()).isEqualTo(1_001);
      await(closed);
      await(endpoint.close());
      assertThat(channels).hasSize(2);
      for (ScriptedChannel channel : channels) {
        eventually(() -> assertThat(channel.calls).contains("terminate:DRAINING"));
      }
      assertThat(poller.poll().http()).isEqualTo(503);
      assertThat(endpoint.metrics().get("/socket").open()).isZero();
      assertThat(Subscriptions.topicsOf(endpoint)).isEmpty();
      assertThat(server.vertx.deploymentIDs()).isEmpty();
      assertThat(presence.list("room:a").isEmpty()).isTrue();
      assertUnavailable(server.port);
    }
    subscription.cancel();
    assertThat(heard).isEmpty();
  }

  @Test
  void closeFreesThePort() throws Exception {
    Vertx vertx = vertx();
    Endpoint endpoint = Endpoint.create(vertx, anyOrigin()).socket("/socket", this::describe);
    EndpointServer server = await(endpoint.listen(local(0), router -> {}));
    try (RawWebSocket client = join(server.port())) {
      Future<Void> closed = endpoint.close();
      assertThat(client.receiveClose()).isEqualTo(1_001);
      client.sendClose(1_001);
      await(closed);
    }
    assertThat(vertx.deploymentIDs()).isEmpty();
    await(server.close());
    new ServerSocket(server.port(), 1, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void closedEndpointRefusesFurtherUse() {
    Vertx vertx = vertx();
    Endpoint endpoint = Endpoint.create(vertx, anyOrigin()).socket("/socket", this::describe);
    await(endpoint.close());
    List<Runnable> calls =
        List.of(
            () -> endpoint.socket("/other", this::describe),
            () -> endpoint.mount(Router.router(vertx)),
            () -> endpoint.listen(local(0), router -> {}),
            () -> endpoint.broadcast("t", "e", Map.of()),
            () -> endpoint.localBroadcast("t", "e", Map.of()),
            () -> endpoint.disconnect("users:1"),
            () -> endpoint.subscribe("t", broadcast -> {}),
            () -> endpoint.presence(new PresenceOptions()));
    for (Runnable call : calls) {
      assertThatIllegalStateException()
          .isThrownBy(call::run)
          .withMessageContaining("the endpoint is closed");
    }
  }

  @Test
  void closeAfterVertxIsClosedCompletes() throws Exception {
    List<Vertx> buses = ClusterNodes.startBuses(1);
    Endpoint endpoint =
        await(Endpoint.join(buses.get(0), anyOrigin(), new ClusterOptions().name("gone")))
            .socket("/socket", this::describe);
    EndpointServer server = await(endpoint.listen(local(0), router -> {}));
    await(endpoint.subscribe("t", broadcast -> {}));
    Presence presence = endpoint.presence(new PresenceOptions().leaveGraceMillis(600_000));
    join(server.port());
    await(presence.track(channels.get(0), "ann", Map.of()));
    await(buses.get(0).close());
    await(endpoint.close());
  }

  @Test
  void connectionAcceptedAfterCloseIsClosed() throws Exception {
    Promise<ConnectResult> decision = Promise.promise();
    AtomicInteger asked = new AtomicInteger();
    OwnServer server =
        new OwnServer(
            true,
            endpoint ->
                endpoint.socket(
                    "/socket",
                    socket ->
                        socket.connect(
                            request -> {
                              asked.incrementAndGet();
                              return decision.future();
                            })));
    opened.add(server.vertx);
    try (RawWebSocket client = RawWebSocket.connect(server.port)) {
      client.sendUpgrade(WEBSOCKET);
      eventually(() -> assertThat(asked).hasValue(1));
      await(server.endpoint.close());
      decision.complete(ConnectResult.accept());
      assertThat(client.answer().status()).isEqualTo(101);
      assertThat(client.receiveClose()).isEqualTo(1_001);
      eventually(() -> assertThat(server.endpoint.metrics().get("/socket").open()).isZero());
    }
  }

  // -- Start

  @Test
  void socketAfterMountOrListenIsRefused() {
    Vertx vertx = vertx();
    Endpoint mounted = Endpoint.create(vertx, anyOrigin()).socket("/socket", this::describe);
    mounted.mount(Router.router(vertx));
    Endpoint listening = Endpoint.create(vertx, anyOrigin()).socket("/socket", this::describe);
    await(listening.listen(local(0), router -> {}));
    for (Endpoint endpoint : List.of(mounted, listening)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> endpoint.socket("/late", this::describe))
          .withMessageStartingWith("socket(\"/late\") after mount or listen");
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  endpoint.rawSocket(
                      "/late",
                      raw -> raw.connect(ConnectHandler.acceptAll()).handler(SilentSocket::new)))
          .withMessageStartingWith("rawSocket(\"/late\") after mount or listen");
      assertThat(endpoint.paths()).containsExactly("/socket");
    }
  }

  @Test
  void secondSocketAtAPathIsRefused() {
    Endpoint endpoint = Endpoint.create(vertx(), anyOrigin()).socket("/socket", this::describe);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> endpoint.socket("/socket", this::describe))
        .withMessageContaining("there is a socket at this path");
  }

  @Test
  void startIsLoggedWithAddressAndSockets() {
    try (CapturedLog log = new CapturedLog()) {
      Endpoint endpoint = Endpoint.create(vertx(), anyOrigin()).socket("/socket", this::describe);
      int port = await(endpoint.listen(local(0), router -> {})).port();
      assertThat(log.starts())
          .containsExactly("INFO listening host=127.0.0.1 port=" + port + " sockets=[/socket]");
    }
  }

  @Test
  void takenPortIsLoggedInOneLineEvenIfTheFutureIsIgnored() throws Exception {
    try (CapturedLog log = new CapturedLog();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Endpoint endpoint = Endpoint.create(vertx(), anyOrigin()).socket("/socket", this::describe);
      endpoint.listen(local(taken.getLocalPort()), router -> {});
      eventually(() -> assertThat(log.lines()).isNotEmpty());
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("ERROR cannot listen: ")
          .contains("Address already in use")
          .endsWith("host=127.0.0.1 port=" + taken.getLocalPort());
    }
  }

  @Test
  void routesThatFailAreLoggedToo() {
    try (CapturedLog log = new CapturedLog()) {
      Endpoint endpoint = Endpoint.create(vertx(), anyOrigin()).socket("/socket", this::describe);
      Future<EndpointServer> failed =
          endpoint.listen(
              local(0),
              router -> {
                throw new IllegalArgumentException("no such route");
              });
      assertThatIllegalStateException().isThrownBy(() -> await(failed));
      assertThat(log.errors()).singleElement().asString().contains("no such route");
    }
  }
}

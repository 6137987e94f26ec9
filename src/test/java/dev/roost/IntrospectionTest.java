package dev.roost;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.SocketInfo.ChannelInfo;
import dev.roost.SocketInfo.Status;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Reply;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket;
import dev.roost.metrics.EventLoopSnapshot;
import dev.roost.metrics.Listing;
import dev.roost.metrics.SocketSnapshot;
import dev.roost.metrics.TopicInfo;
import dev.roost.pubsub.History;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists of connections, topics and event loops, as operators read them. */
@Timeout(60)
class IntrospectionTest {
  private final List<RawWebSocket> clients = new ArrayList<>();

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void connectionsAreListedWithTheirChannels() throws Exception {
    Instant before = Instant.now().minusMillis(1);
    ConnectHandler named = request -> ConnectResult.accept().id("user:7").now();
    try (RunningEndpoint running =
        RunningEndpoint.start(
            new EndpointOptions().checkOrigin(OriginCheck.none()),
            socket ->
                socket
                    .connect(named)
                    .longPoll(longPoll -> {})
                    .webSocket(webSocket -> webSocket.closeTimeoutMillis(100))
                    .channel(
                        "slow",
                        () ->
                            new ScriptedChannel()
                                .onJoin(
                                    (self, join) -> Reply.later(Promise.<Reply>promise().future())))
                    .channel("*", ScriptedChannel::new))) {
      assertThat(await(running.endpoint().sockets(10))).isEmpty();
      RawWebSocket client = running.join("a");
      client.sendText("[\"2\",\"2\",\"slow\",\"phx_join\",{}]");
      client.sendText("[\"2\",\"3\",\"slow\",\"e\",{}]");
      client.sendText("[null,\"4\",\"phoenix\",\"heartbeat\",{}]");
      client.receiveText();

      SocketInfo info = await(running.endpoint().sockets(10)).get(0);
      assertThat(info.path()).isEqualTo("/socket");
      assertThat(info.socketId()).isEqualTo("user:7");
      assertThat(info.transport()).isEqualTo("websocket");
      assertThat(info.vsn()).isEqualTo("2.0.0");
      assertThat(info.remote()).matches("127\\.0\\.0\\.1:\\d+");
      assertThat(info.since()).isBetween(before, Instant.now());
      assertThat(info.queuedBytes()).isZero();
      assertThat(info.channels())
          .containsExactlyInAnyOrder(
              new ChannelInfo("a", Status.JOINED, 0), new ChannelInfo("slow", Status.JOINING, 1));

      HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:" + running.port() + "/socket/longpoll?vsn=2.0.0"))
                  .build(),
              BodyHandlers.discarding());
      List<SocketInfo> both = await(running.endpoint().sockets(10));
      assertThat(both).extracting(SocketInfo::transport).contains("websocket", "longpoll");
      assertThat(both).extracting(SocketInfo::id).doesNotHaveDuplicates();
      assertThat(both).allSatisfy(each -> assertThat(each.remote()).startsWith("127.0.0.1:"));
      assertThat(await(running.endpoint().sockets(1))).hasSize(1);
    }
  }

  private static RunningEndpoint rooms() throws Exception {
    return RunningEndpoint.start(
        socket ->
            socket
                .connect(
                    request ->
                        ConnectResult.accept().id("user:" + request.params().get("name")).now())
                .webSocket(webSocket -> webSocket.closeTimeoutMillis(100))
                .channel("kept:*", ScriptedChannel::new, History.of(10, Duration.ofMinutes(1)))
                .channel("*", ScriptedChannel::new));
  }

  @AfterEach
  void closeClients() throws Exception {
    for (RawWebSocket client : clients) {
      client.close();
    }
  }

  private RawWebSocket join(RunningEndpoint running, String name, String topic) throws Exception {
    RawWebSocket client =
        RawWebSocket.open(running.port(), "/socket/websocket?vsn=2.0.0&name=" + name);
    client.sendText("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{}]");
    client.receiveText();
    clients.add(client);
    return client;
  }

  @Test
  void connectionsAreFoundBySocketIdTopicPathOrAddress() throws Exception {
    try (RunningEndpoint running = rooms()) {
      join(running, "ann", "room:a");
      join(running, "bob", "room:b");
      Endpoint endpoint = running.endpoint();
      Listing<SocketInfo> all = await(endpoint.findSockets("", 1));
      assertThat(all.total()).isEqualTo(2);
      assertThat(all.items()).hasSize(1);
      assertThat(await(endpoint.findSockets("", 10)).items())
          .extracting(SocketInfo::id)
          .containsExactly(1L, 2L);
      for (String text : List.of("room:b", "bob")) {
        assertThat(await(endpoint.findSockets(text, 10)).items())
            .extracting(SocketInfo::socketId)
            .containsExactly("user:bob");
      }
      assertThat(await(endpoint.findSockets("/socket", 10)).total()).isEqualTo(2);
      assertThat(await(endpoint.findSockets("127.0.0.1:", 10)).total()).isEqualTo(2);
      assertThat(await(endpoint.findSockets("nothing", 10)).items()).isEmpty();
    }
  }

  @Test
  void closeEndsOneConnection() throws Exception {
    try (RunningEndpoint running = rooms()) {
      RawWebSocket ann = join(running, "ann", "room:a");
      join(running, "bob", "room:a");
      Endpoint endpoint = running.endpoint();
      long id = await(endpoint.findSockets("ann", 1)).items().get(0).id();
      assertThat(await(endpoint.disconnect("/other", id))).isFalse();
      assertThat(await(endpoint.disconnect("/socket", id))).isTrue();
      assertThat(ann.receiveClose()).isEqualTo(1_001);
      assertThat(await(endpoint.disconnect("/socket", id))).isFalse();
      assertThat(await(endpoint.findSockets("", 10)).items())
          .extracting(SocketInfo::socketId)
          .containsExactly("user:bob");
    }
  }

  @Test
  void topicsAreFoundByPrefixLargestFirst() throws Exception {
    try (RunningEndpoint running = rooms()) {
      join(running, "ann", "room:a");
      join(running, "bob", "room:a");
      join(running, "cleo", "room:b");
      List<RawWebSocket> many = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        many.add(join(running, "many", "kept:c"));
      }
      Endpoint endpoint = running.endpoint();
      // Connections subscribe to their socket ids, too.
      eventually(
          () ->
              assertThat(await(endpoint.findTopics("room:", 1)))
                  .isEqualTo(new Listing<>(List.of(new TopicInfo("room:a", 2)), 2)));
      eventually(
          () ->
              assertThat(await(endpoint.findTopics("", 2)).items())
                  .containsExactly(new TopicInfo("kept:c", 5), new TopicInfo("user:many", 5)));
      assertThat(endpoint.topics()).isEqualTo(7);
      many.get(0).close();
      eventually(
          () ->
              assertThat(await(endpoint.findTopics("kept:", 1)).items())
                  .containsExactly(new TopicInfo("kept:c", 4)));
      for (RawWebSocket each : many) {
        each.close();
      }
      eventually(() -> assertThat(await(endpoint.findTopics("kept:", 1)).total()).isZero());
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void blockedEventLoopIsReported() throws Exception {
    try (RunningEndpoint running = rooms()) {
      ContextInternal mine = (ContextInternal) running.vertx().getOrCreateContext();
      CountDownLatch over = new CountDownLatch(1);
      for (EventExecutor loop : ((VertxInternal) running.vertx()).nettyEventLoopGroup()) {
        if (loop != mine.nettyEventLoop()) {
          loop.execute(() -> awaitUninterruptibly(over));
        }
      }
      List<EventLoopSnapshot> loops;
      try {
        loops = await(running.endpoint().eventLoops());
      } finally {
        over.countDown();
      }
      assertThat(loops).hasSize(2);
      assertThat(loops).filteredOn(EventLoopSnapshot::isBlocked).hasSize(1);
      assertThat(loops).allSatisfy(loop -> assertThat(loop.delayNanos()).isPositive());
    }
  }

  @Test
  void messagesAreCountedBothWays() throws Exception {
    try (RunningEndpoint running = rooms()) {
      RawWebSocket ann = join(running, "ann", "room:a");
      running.endpoint().broadcast("room:a", "news", Map.of());
      ann.receiveText();
      ann.sendText("[null,\"2\",\"phoenix\",\"heartbeat\",{}]");
      ann.receiveText();
      SocketSnapshot figures = running.endpoint().metrics().get("/socket");
      assertThat(figures.received()).isEqualTo(2);
      assertThat(figures.sent()).isEqualTo(3);
      assertThat(figures.channels()).isEqualTo(1);
      ann.sendText("[\"1\",\"3\",\"room:a\",\"phx_leave\",{}]");
      ann.receiveText();
      eventually(
          () -> {
            SocketSnapshot after = running.endpoint().metrics().get("/socket");
            assertThat(after.channels()).isZero();
            assertThat(after.joined()).isEqualTo(1);
          });
    }
  }
}

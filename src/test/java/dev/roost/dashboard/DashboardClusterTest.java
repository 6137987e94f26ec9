package dev.roost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.channel.ConnectResult;
import dev.roost.cluster.ClusterOptions;
import dev.roost.internal.pubsub.ClusterNodes;
import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes, of which one shows the other. */
@Timeout(120)
class DashboardClusterTest {
  private static List<Vertx> buses;
  private static Endpoint near;
  private static Endpoint far;
  private static int farPort;
  private static Pages pages;

  @BeforeAll
  static void start() {
    buses = ClusterNodes.startBuses(1);
    near = join();
    far = join();
    far.socket(
        "/socket",
        socket ->
            socket
                .connect(request -> ConnectResult.accept().id("user:ann").now())
                .channel("room:*", ScriptedChannel::new));
    pages = Dashboard.create(near, options()).pages();
    Dashboard.create(far, options());
    farPort =
        ClusterWait.get(
                far.listen(new HttpServerOptions().setHost("127.0.0.1").setPort(0), router -> {}))
            .port();
  }

  @AfterAll
  static void stop() {
    ClusterWait.get(near.close());
    ClusterWait.get(far.close());
    ClusterNodes.stopBuses(buses);
  }

  private static Endpoint join() {
    EndpointOptions options =
        new EndpointOptions()
            .checkOrigin(OriginCheck.none())
            .secretKeyBase("a secret of tests, which sign tokens for themselves only");
    return ClusterWait.get(
        Endpoint.join(buses.get(0), options, new ClusterOptions().name("dashboard")));
  }

  private static DashboardOptions options() {
    return new DashboardOptions().key("a key of operators").intervalMillis(20);
  }

  @Test
  void aConnectionOfAnotherNodeIsShownAndClosed() throws Exception {
    try (RawWebSocket ann = RawWebSocket.open(farPort, "/socket/websocket?vsn=2.0.0")) {
      ann.sendText("[\"1\",\"1\",\"room:far\",\"phx_join\",{}]");
      ann.receiveText();
      ClusterSampler.Viewer viewer = states -> {};
      pages.sampler().watch(viewer);
      ClusterWait.until(
          () -> {
            assertThat(pages.sampler().latest()).hasSize(2);
            assertThat(pages.sampler().latest().get(0).isSelf()).isTrue();
            NodeState other = pages.sampler().latest().get(1);
            assertThat(other.status()).isEqualTo("serving");
            assertThat(other.connections()).isEqualTo("1");
          });
      pages.sampler().unwatch(viewer);
      String other = pages.sampler().latest().get(1).id();
      Question topics = new Question(Question.Kind.TOPICS, "room:", 5);
      ClusterWait.until(
          () ->
              assertThat(ask(other, topics, TopicRows.class).rows())
                  .containsExactly(new TopicRows.Row("room:far", 1, -1)));
      Question sockets = new Question(Question.Kind.SOCKETS, "ann", 5);
      AtomicReference<SocketRows> found = new AtomicReference<>();
      ClusterWait.until(
          () -> {
            found.set(ask(other, sockets, SocketRows.class));
            assertThat(found.get().total()).isEqualTo(1);
          });
      SocketRows.Row row = found.get().rows().get(0);
      assertThat(row.topics()).containsExactly("room:far");
      Question end = new Question(Question.Kind.DISCONNECT, row.path(), row.id());
      pages.ask(other, end, Question.Disconnected.class);
      assertThat(ann.receiveClose()).isEqualTo(1_001);
      ClusterWait.until(
          () -> assertThat(ask(other, end, Question.Disconnected.class).found()).isFalse());
    }
  }

  private static <T> T ask(String node, Question question, Class<T> answer) {
    return ClusterWait.get(pages.ask(node, question, answer));
  }

  @Test
  void broadcastsThatNoNodeHasSealedAreIgnored() {
    String other = ClusterSampler.name(far.cluster().self());
    near.broadcast("roost_dashboard:" + other, "ask", Map.of("sealed", "forged"));
    near.broadcast("roost_dashboard:" + other, "ask", Map.of());
    ClusterWait.until(() -> assertThat(near.cluster().nodes()).contains(far.cluster().self()));
    ClusterWait.until(
        () -> assertThat(ask(other, Question.SAMPLE, NodeSample.class).sockets()).isNotEmpty());
  }

  @Test
  void aNodeThatHasGoneDoesNotAnswer() {
    assertThatThrownBy(() -> ask("0000000000000001", Question.SAMPLE, NodeSample.class))
        .hasStackTraceContaining("the node has gone");
  }
}

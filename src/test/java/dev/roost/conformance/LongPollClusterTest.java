package dev.roost.conformance;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.channel.ConnectHandler;
import dev.roost.cluster.ClusterOptions;
import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.internal.transport.LongPoller;
import dev.roost.internal.transport.LongPoller.Answer;
import dev.roost.node.NodeProgram;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Polls and posts that reach another node than the session's. */
@Timeout(180)
class LongPollClusterTest {
  private static final String HEARTBEAT = "[null,\"7\",\"phoenix\",\"heartbeat\",{}]";

  private List<ConformanceNode> nodes = List.of();

  @BeforeEach
  void start() {
    nodes = new ArrayList<>(ConformanceNode.start(2));
  }

  @AfterEach
  void stop() {
    nodes.forEach(node -> ClusterWait.get(node.vertx().close()));
  }

  private static LongPoller clientOf(ConformanceNode node) {
    return new LongPoller(node.port());
  }

  @Test
  void requestsMayAlternateBetweenTheNodes() throws Exception {
    AtomicInteger turn = new AtomicInteger();
    LongPoller client =
        new LongPoller(
            () -> nodes.get(turn.getAndIncrement() % 2).port(), "/socket/longpoll?vsn=2.0.0");
    client.join("room:a");
    assertThat(nodes.get(0).sessions()).isEqualTo(1);
    for (int n = 0; n < 20; n++) {
      // Requests alternate between the nodes from round to round.
      if (n % 2 == 0) {
        turn.incrementAndGet();
      }
      String message = "[\"1\",\"2\",\"room:a\",\"new_msg\",{\"n\":" + n + "}]";
      assertThat(client.post(message).status()).isEqualTo(200);
      assertThat(client.receive(1))
          .containsExactly("[null,null,\"room:a\",\"new_msg\",{\"n\":" + n + "}]");
    }
    assertThat(nodes.get(0).sessions()).isEqualTo(1);
    assertThat(nodes.get(1).sessions()).isZero();
  }

  @Test
  void pollWaitsThroughTheOtherNode() throws Exception {
    LongPoller client = clientOf(nodes.get(0)).join("room:a");
    LongPoller elsewhere = clientOf(nodes.get(1)).withToken(client.token());
    CompletableFuture<Answer> poll = elsewhere.pollSoon();
    nodes.get(0).endpoint().broadcast("room:a", "news", Map.of("n", 1));
    assertThat(LongPoller.get(poll).messages())
        .containsExactly("[null,null,\"room:a\",\"news\",{\"n\":1}]");
  }

  @Test
  void refusalsAreRelayedFromTheOtherNode() throws Exception {
    LongPoller client = clientOf(nodes.get(0)).begin();
    LongPoller elsewhere = clientOf(nodes.get(1)).withToken(client.token());
    assertThat(elsewhere.post("*").http()).isEqualTo(400);
    assertThat(elsewhere.post("[]\n".repeat(101)).http()).isEqualTo(413);
    assertThat(elsewhere.post(HEARTBEAT).status()).isEqualTo(200);
    assertThat(elsewhere.poll().messages()).hasSize(1);
    assertThat(elsewhere.post("[\"broken\"]").status()).isEqualTo(408);
    assertThat(elsewhere.post(HEARTBEAT).status()).isEqualTo(410);
    assertThat(elsewhere.poll().status()).isEqualTo(410);
    eventually(() -> assertThat(nodes.get(0).sessions()).isZero());
    assertThat(nodes.get(1).sessions()).isEqualTo(1);
  }

  @Test
  void sessionsOfAStoppedNodeAnswer410() throws Exception {
    LongPoller client = clientOf(nodes.get(0)).join("room:a");
    ClusterWait.get(nodes.remove(0).vertx().close());
    LongPoller elsewhere = clientOf(nodes.get(0)).withToken(client.token());
    assertThat(elsewhere.post(HEARTBEAT).status()).isEqualTo(410);
    assertThat(elsewhere.poll().status()).isEqualTo(410);
    assertThat(nodes.get(0).sessions()).isEqualTo(1);
  }

  @Test
  void clusterWithoutASecretIsRefused() {
    Vertx vertx = nodes.get(0).vertx();
    ClusterOptions options = new ClusterOptions().name("other");
    Endpoint endpoint = ClusterWait.get(Endpoint.join(vertx, new EndpointOptions(), options));
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                endpoint.socket(
                    "/socket",
                    socket -> socket.connect(ConnectHandler.acceptAll()).longPoll(change -> {})))
        .withMessageContaining("secretKeyBase");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EndpointOptions().secretKeyBase("short"));
  }

  @TestFactory
  Stream<DynamicTest> publishedClientBehindAProxy(@TempDir Path folder) throws Exception {
    String urls = String.join(",", nodes.stream().map(ConformanceNode::url).toList());
    // Waits for the program to end; the dynamic tests report its results afterwards.
    return NodeProgram.start(folder.resolve("output"), "long-poll-cluster.mjs", "--urls", urls)
        .checks();
  }
}

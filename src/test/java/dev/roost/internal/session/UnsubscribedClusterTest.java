package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.pubsub.ClusterNode;
import dev.roost.internal.pubsub.ClusterNodes;
import dev.roost.internal.pubsub.ClusterWait;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Topics without a subscription in a cluster of two nodes. */
class UnsubscribedClusterTest {
  private static List<Vertx> buses;

  @BeforeAll
  static void startBuses() {
    buses = ClusterNodes.startBuses(2);
  }

  @AfterAll
  static void stopBuses() {
    ClusterNodes.stopBuses(buses);
  }

  @Test
  void otherNodesDoNotLearnUnsubscribedTopics() {
    try (ClusterNodes nodes = ClusterNodes.start(buses, 2)) {
      ClusterNode one = nodes.get(0);
      ClusterNode two = nodes.get(1);
      try (SessionFixture fixture = new SessionFixture(two.pubSub())) {
        fixture
            .routeUnsubscribed("quiet:*", ScriptedChannel::new)
            .route("loud:*", ScriptedChannel::new);
        RecordingClient client = fixture.connect();
        client.joins("quiet:1", "1").joins("loud:1", "2");
        client.received();
        client.sends(message("1", "3", "quiet:1", "e"));
        assertThat(client.received()).containsExactly(ok("1", "3", "quiet:1"));
        // Nodes announce topics in order, so the other node knows all once it knows the last.
        ClusterWait.until(() -> assertThat(nodes.isSentTo(one, two, "loud:1")).isTrue());
        assertThat(nodes.isSentTo(one, two, "quiet:1")).isFalse();
        client.disconnects();
      }
    }
  }
}

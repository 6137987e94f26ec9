package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.cluster.NodeId;
import dev.roost.pubsub.History;
import io.netty.channel.EventLoop;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node's history of broadcasts from another node. */
class ClusterHistoryTest {
  private static final String TOPIC = "room:lobby";
  private static final History HISTORY = History.of(100, Duration.ofHours(1));

  private static List<Vertx> bus;

  private ClusterNodes nodes;
  private ClusterNode one;
  private ClusterNode two;

  @BeforeAll
  static void startBus() {
    bus = ClusterNodes.startBuses(1);
  }

  @AfterAll
  static void stopBus() {
    ClusterNodes.stopBuses(bus);
  }

  @BeforeEach
  void start() {
    nodes = ClusterNodes.start(bus, 2);
    one = nodes.get(0);
    two = nodes.get(1);
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  /** One subscription on a node: the missed broadcasts and the new ones. */
  private static final class Visit {
    private final EventLoop loop;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private HistorySubscription subscription;
    private Missed.Gap gap;

    Visit(ClusterNode node, String since) {
      loop = ((VertxInternal) node.vertx()).createEventLoopContext().nettyEventLoop();
      onLoop(
          () -> {
            Subscriber subscriber = dispatch -> events.add(dispatch.broadcast().event());
            subscription = node.pubSub().subscribe(loop, TOPIC, subscriber, HISTORY);
            if (since != null) {
              Missed missed = subscription.since(since);
              gap = missed.gap();
              missed.deliverTo(subscriber);
            }
          });
    }

    private void onLoop(Runnable work) {
      Promise<Void> done = Promise.promise();
      loop.execute(
          () -> {
            work.run();
            done.complete();
          });
      ClusterWait.get(done.future());
    }

    List<String> events() {
      return events.stream().filter(event -> !event.startsWith(ClusterNodes.PROBE)).toList();
    }

    /** Unsubscribes and returns the id to resume from. */
    String leave() {
      List<String> position = new ArrayList<>();
      onLoop(
          () -> {
            position.add(subscription.position());
            subscription.cancel();
          });
      return position.get(0);
    }
  }

  private String visitOfTwo() {
    Visit visit = new Visit(two, null);
    ClusterWait.until(() -> assertThat(nodes.isSentTo(one, two, TOPIC)).isTrue());
    return visit.leave();
  }

  @Test
  void broadcastsOfOtherNodesAreKeptWithoutSubscribers() {
    // Retry: a loss before the nodes knew each other is detected late.
    ClusterWait.until(
        () -> {
          String since = visitOfTwo();
          one.broadcast(TOPIC, "a");
          one.broadcast(TOPIC, "b");
          assertThat(nodes.isSentTo(one, two, TOPIC)).isTrue();
          Visit again = new Visit(two, since);
          assertThat(again.gap).isNull();
          assertThat(again.events()).containsExactly("a", "b");
          one.broadcast(TOPIC, "c");
          ClusterWait.until(() -> assertThat(again.events()).containsExactly("a", "b", "c"));
        });
  }

  @Test
  void idOfAnotherNodeIsUnknown() {
    String since = visitOfTwo();
    Visit elsewhere = new Visit(one, since);
    assertThat(elsewhere.gap).isEqualTo(Missed.Gap.UNKNOWN);
    assertThat(elsewhere.events()).isEmpty();
  }

  @Test
  void lossBetweenNodesIsAGap() {
    String since = visitOfTwo();
    long before = two.losses().lost();
    nodes.lose(sent -> sent.to().equals(two.id()) && sent.holds(Subjects.BROADCAST));
    one.broadcast(TOPIC, "lost");
    ClusterWait.until(() -> assertThat(two.losses().lost()).isGreaterThan(before));
    nodes.loseNothing();
    Visit again = new Visit(two, since);
    assertThat(again.gap).isEqualTo(Missed.Gap.LOST);
    assertThat(again.events()).isEmpty();
  }

  @Test
  void silentNodeCountsAsALossAndLeavingNodeDoesNot() {
    LossWatchCount count = new LossWatchCount();
    LossWatch watch = new LossWatch(count);
    NodeId node = one.id();
    watch.up(node);
    watch.left(node);
    assertThat(count.times).isZero();
    watch.down(node);
    watch.up(node);
    watch.up(node);
    assertThat(count.times).isEqualTo(2);
    watch.lost(node);
    assertThat(count.times).isEqualTo(3);
  }

  private static final class LossWatchCount implements Runnable {
    int times;

    @Override
    public void run() {
      times++;
    }
  }
}

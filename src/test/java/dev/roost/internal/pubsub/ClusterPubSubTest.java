package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.ClusterStatus;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Broadcasts between three nodes, each with its own event bus. */
class ClusterPubSubTest {
  private static final String TOPIC = "room:lobby";

  private static List<Vertx> buses;

  private ClusterNodes nodes;
  private ClusterNode one;
  private ClusterNode two;
  private ClusterNode three;

  @BeforeAll
  static void startBuses() {
    buses = ClusterNodes.startBuses(3);
  }

  @AfterAll
  static void stopBuses() {
    ClusterNodes.stopBuses(buses);
  }

  @BeforeEach
  void start() {
    nodes = ClusterNodes.start(buses, 3);
    one = nodes.get(0);
    two = nodes.get(1);
    three = nodes.get(2);
  }

  /** Replaces the nodes by two with these options. */
  private void restart(ClusterOptions options) {
    nodes.close();
    nodes = ClusterNodes.start(buses, 2, options);
    one = nodes.get(0);
    two = nodes.get(1);
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private List<ClusterNode.RecordingSubscriber> hearEverywhere() {
    List<ClusterNode.RecordingSubscriber> heard = new ArrayList<>();
    for (ClusterNode node : nodes.all()) {
      heard.add(node.subscribe(TOPIC));
      heard.add(node.subscribe(TOPIC));
    }
    untilWantedBy(one, two, three);
    return heard;
  }

  /** Waits until all other nodes know these nodes' interest in the topic. */
  private void untilWantedBy(ClusterNode... wanting) {
    for (ClusterNode node : wanting) {
      for (ClusterNode other : nodes.all()) {
        if (other != node) {
          ClusterWait.until(() -> assertThat(nodes.isSentTo(other, node, TOPIC)).isTrue());
        }
      }
    }
  }

  private static List<String> withoutProbes(ClusterNode.RecordingSubscriber heard) {
    return heard.events().stream().filter(event -> !event.startsWith(ClusterNodes.PROBE)).toList();
  }

  @Test
  void broadcastReachesEverySubscriberOfEveryNodeOnce() {
    List<ClusterNode.RecordingSubscriber> heard = hearEverywhere();
    for (ClusterNode node : nodes.all()) {
      node.broadcast(TOPIC, "from " + node.id());
    }
    one.broadcast("another", "not heard");
    for (ClusterNode.RecordingSubscriber each : heard) {
      ClusterWait.until(() -> assertThat(withoutProbes(each)).hasSize(3));
      assertThat(withoutProbes(each))
          .containsExactlyInAnyOrder("from " + one.id(), "from " + two.id(), "from " + three.id());
    }
  }

  @Test
  void payloadsArriveUnchanged() {
    ClusterNode.RecordingSubscriber heard = two.subscribe(TOPIC);
    untilWantedBy(two);
    byte[] bytes = {0, -1, 5};
    String json = "{\"a\":\"\\ud83d\\ude00 ü\",\"n\":0.10000000000000000000000001}";
    one.pubSub().broadcast(new Broadcast(TOPIC, "b", Payload.binary(bytes)), null);
    one.pubSub().broadcast(new Broadcast(TOPIC, "j", Payload.json(json)), null);
    ClusterWait.until(() -> assertThat(withoutProbes(heard)).containsExactly("b", "j"));
    List<Broadcast> arrived =
        heard.broadcasts().stream()
            .filter(each -> !each.event().startsWith(ClusterNodes.PROBE))
            .toList();
    assertThat(arrived.get(0).payload().binary()).isEqualTo(bytes);
    assertThat(arrived.get(1).payload().toString()).isEqualTo(json);
  }

  @Test
  void broadcastFromSkipsOnlyTheSender() {
    ClusterNode.RecordingSubscriber sender = one.subscribe(TOPIC);
    ClusterNode.RecordingSubscriber neighbor = one.subscribe(TOPIC);
    ClusterNode.RecordingSubscriber remote = two.subscribe(TOPIC);
    untilWantedBy(two);
    one.pubSub().broadcast(new Broadcast(TOPIC, "e", Payload.EMPTY), sender);
    ClusterWait.until(() -> assertThat(withoutProbes(remote)).containsExactly("e"));
    ClusterWait.until(() -> assertThat(withoutProbes(neighbor)).containsExactly("e"));
    assertThat(withoutProbes(sender)).isEmpty();
  }

  @Test
  void localBroadcastsStayLocalAndDirectOnesReachOneNode() {
    List<ClusterNode.RecordingSubscriber> heard = hearEverywhere();
    one.pubSub().localBroadcast(new Broadcast(TOPIC, "local", Payload.EMPTY), null);
    one.pubSub().directBroadcast(two.id(), new Broadcast(TOPIC, "direct", Payload.EMPTY));
    one.pubSub().directBroadcast(one.id(), new Broadcast(TOPIC, "to itself", Payload.EMPTY));
    one.broadcast(TOPIC, "last");
    for (ClusterNode.RecordingSubscriber each : heard) {
      ClusterWait.until(() -> assertThat(withoutProbes(each)).contains("last"));
    }
    List<List<String>> events = heard.stream().map(ClusterPubSubTest::withoutProbes).toList();
    assertThat(events.subList(0, 2)).containsOnly(List.of("local", "to itself", "last"));
    assertThat(events.subList(2, 4)).containsOnly(List.of("direct", "last"));
    assertThat(events.subList(4, 6)).containsOnly(List.of("last"));
  }

  private List<ClusterStatus.Losses> losses() {
    return nodes.all().stream().map(ClusterNode::losses).toList();
  }

  @Test
  void broadcastsOfASenderArriveInOrder() {
    ClusterNode.RecordingSubscriber heard = two.subscribe(TOPIC);
    untilWantedBy(two);
    // Messages of a node that the others do not know yet count as lost and are requested again.
    List<ClusterStatus.Losses> whileStarting = losses();
    List<String> sent = IntStream.range(0, 3_000).mapToObj(i -> "event " + i).toList();
    CompletableFuture.runAsync(() -> sent.forEach(event -> one.broadcast(TOPIC, event))).join();
    ClusterWait.until(() -> assertThat(withoutProbes(heard)).hasSize(sent.size()));
    assertThat(withoutProbes(heard)).isEqualTo(sent);
    assertThat(losses()).isEqualTo(whileStarting);
  }

  @Test
  void messagesWithinTheIntervalShareABatch() {
    restart(new ClusterOptions().batchIntervalMillis(500));
    ClusterNode.RecordingSubscriber heard = two.subscribe(TOPIC);
    untilWantedBy(two);
    AtomicInteger batches = new AtomicInteger();
    nodes.lose(
        sent -> {
          if (sent.from().equals(one.id()) && sent.holds(Subjects.BROADCAST)) {
            batches.incrementAndGet();
          }
          return false;
        });
    List<String> sent = IntStream.range(0, 20).mapToObj(i -> "event " + i).toList();
    for (String event : sent) {
      one.broadcast(TOPIC, event);
      // Messages that are due at once are sent now.
      one.ask(() -> true);
    }
    ClusterWait.until(() -> assertThat(withoutProbes(heard)).isEqualTo(sent));
    assertThat(batches).hasPositiveValue().hasValueLessThan(sent.size() / 2);
  }

  @Test
  void queuedMessagesAreSentBeforeLeaving() {
    restart(new ClusterOptions().batchIntervalMillis(500));
    ClusterNode.RecordingSubscriber heard = two.subscribe(TOPIC);
    untilWantedBy(two);
    one.broadcast(TOPIC, "at once or with the goodbye");
    one.broadcast(TOPIC, "with the goodbye");
    one.leave();
    ClusterWait.until(() -> assertThat(withoutProbes(heard)).contains("with the goodbye"));
  }

  @Test
  void nodeReceivesOnlyTopicsOfItsSubscribers() {
    ClusterNode.RecordingSubscriber heard = two.subscribe(TOPIC);
    untilWantedBy(two);
    assertThat(nodes.isSentTo(one, three, TOPIC)).isFalse();
    assertThat(nodes.isSentTo(one, two, "another")).isFalse();
    ClusterNode.RecordingSubscriber second = two.subscribe(TOPIC);
    heard.cancel();
    assertThat(nodes.isSentTo(one, two, TOPIC)).isTrue();
    second.cancel();
    ClusterWait.until(() -> assertThat(nodes.isSentTo(one, two, TOPIC)).isFalse());
    ClusterWait.until(() -> assertThat(nodes.isSentTo(three, two, TOPIC)).isFalse());
  }

  @Test
  void newNodeLearnsTheInterestOfTheOthers() {
    two.subscribe(TOPIC);
    ClusterNode four = nodes.add(new ClusterOptions());
    nodes.untilAllKnowEachOther();
    assertThat(nodes.isSentTo(four, two, TOPIC)).isTrue();
    assertThat(nodes.isSentTo(four, one, TOPIC)).isFalse();
    ClusterNode.RecordingSubscriber heard = four.subscribe(TOPIC);
    ClusterWait.until(
        () -> {
          one.broadcast(TOPIC, "to four");
          assertThat(heard.events()).contains("to four");
        });
  }

  @Test
  void leavingNodeIsRemovedAtOnce() {
    two.subscribe(TOPIC);
    untilWantedBy(two);
    two.leave();
    ClusterWait.until(() -> assertThat(one.others()).containsExactly(three.id()));
    ClusterWait.until(() -> assertThat(three.others()).containsExactly(one.id()));
    one.broadcast(TOPIC, "to nobody");
    ClusterNode.RecordingSubscriber heard = three.subscribe(TOPIC);
    ClusterWait.until(() -> assertThat(nodes.isSentTo(one, three, TOPIC)).isTrue());
    ClusterWait.until(() -> assertThat(heard.events()).isNotEmpty());
  }

  /** A healed partition may leave this state. */
  @Test
  void nodeMissingFromTheClusterManagerRegistersAgain() {
    ClusterNode.RecordingSubscriber heard = two.subscribe(TOPIC);
    untilWantedBy(two);
    ClusterManager manager = ((VertxInternal) two.vertx()).clusterManager();
    String address = nodes.name() + ".node." + two.id();
    long before = two.losses().lost();
    Promise<List<RegistrationInfo>> registrations = Promise.promise();
    manager.getRegistrations(address, registrations);
    for (RegistrationInfo registration : ClusterWait.get(registrations.future())) {
      Promise<Void> removed = Promise.promise();
      manager.removeRegistration(address, registration, removed);
      ClusterWait.get(removed.future());
    }
    ClusterWait.until(
        () -> {
          one.broadcast(TOPIC, "lost");
          assertThat(two.losses().lost()).isGreaterThan(before);
        });
    ClusterWait.until(
        () -> {
          one.broadcast(TOPIC, "after");
          assertThat(heard.events()).contains("after");
        });
  }

  /** A node with a blocked event loop costs the others bounded memory and no delay. */
  @Test
  void blockedNodeDoesNotDelayOthers() throws InterruptedException {
    int window = 200_000;
    int queue = 300_000;
    restart(new ClusterOptions().windowBytes(window).maxQueuedBytes(queue));
    ClusterNode.RecordingSubscriber remote = two.subscribe(TOPIC);
    untilWantedBy(two);
    ClusterNode.RecordingSubscriber local = one.subscribe(TOPIC);
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch unblock = new CountDownLatch(1);
    two.cluster()
        .execute(
            () -> {
              blocked.countDown();
              try {
                assertThat(unblock.await(20, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
    long droppedBefore = one.droppedTo(two);
    Payload large = Payload.binary(new byte[1_000]);
    int flood = 10_000;
    AtomicInteger bytes = new AtomicInteger();
    nodes.lose(
        sent -> {
          if (sent.to().equals(two.id())) {
            bytes.addAndGet(sent.bytes());
          }
          return false;
        });
    for (int i = 0; i < flood; i++) {
      one.pubSub().broadcast(new Broadcast(TOPIC, "flood" + i, large), null);
      if (i % 100 == 0) {
        one.ask(() -> true);
      }
    }
    ClusterWait.until(() -> assertThat(local.events()).contains("flood" + (flood - 1)));
    one.ask(() -> true);
    assertThat(bytes.get()).isLessThanOrEqualTo(window + (256 << 10) + 1_100);
    long dropped = one.droppedTo(two) - droppedBefore;
    assertThat(dropped).isGreaterThan(flood / 2);
    unblock.countDown();
    // The newest messages have waited; the oldest were dropped.
    ClusterWait.until(() -> assertThat(remote.events()).contains("flood" + (flood - 1)));
    ClusterWait.until(
        () -> {
          one.broadcast(TOPIC, "after");
          assertThat(remote.events()).contains("after");
        });
    long heard = remote.events().stream().filter(event -> event.startsWith("flood")).count();
    // With such short periods a late message may count as lost.
    assertThat(heard).isLessThanOrEqualTo(flood - dropped);
    assertThat(heard + two.losses().lost()).isGreaterThanOrEqualTo(flood);
    assertThat(local.events().stream().filter(event -> event.startsWith("flood"))).hasSize(flood);
  }

  @Test
  void noBroadcastIsMissingWhileInterestIsRequestedAgain() {
    ClusterNode.RecordingSubscriber heard = two.subscribe(TOPIC);
    untilWantedBy(two);
    List<String> sent = IntStream.range(0, 5_000).mapToObj(i -> "event " + i).toList();
    for (String event : sent) {
      one.broadcast(TOPIC, event);
      requestInterestAgain();
    }
    ClusterWait.until(() -> assertThat(withoutProbes(heard)).hasSize(sent.size()));
    assertThat(withoutProbes(heard)).isEqualTo(sent);
  }

  /** Has node one request the topics of node two, as after a loss. */
  private void requestInterestAgain() {
    two.cluster().execute(() -> two.cluster().send(one.id(), Subjects.LOST, Buffer.buffer()));
    // A node does this once a period only.
    one.cluster()
        .execute(() -> one.cluster().send(two.id(), Subjects.ASK_INTEREST, Buffer.buffer()));
  }
}

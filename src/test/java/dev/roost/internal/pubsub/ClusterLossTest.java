package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.benchmark.scale.SimulatedNode;
import dev.roost.cluster.ClusterOptions;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Losses between two nodes, and messages from unknown nodes. */
class ClusterLossTest {
  private static final String TOPIC = "room:lobby";

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

  private void start(ClusterOptions options) {
    nodes = ClusterNodes.start(bus, 2, options);
    one = nodes.get(0);
    two = nodes.get(1);
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private ClusterNode.RecordingSubscriber heardByTwo() {
    ClusterNode.RecordingSubscriber heard = two.subscribe(TOPIC);
    ClusterWait.until(() -> assertThat(nodes.isSentTo(one, two, TOPIC)).isTrue());
    return heard;
  }

  /** Broadcasts until one is received. */
  private void untilHeard(ClusterNode.RecordingSubscriber heard, String event) {
    ClusterWait.until(
        () -> {
          one.broadcast(TOPIC, event);
          assertThat(heard.events()).contains(event);
        });
  }

  @Test
  void lossIsCountedAndLaterBroadcastsArrive() {
    start(new ClusterOptions());
    ClusterNode.RecordingSubscriber heard = heardByTwo();
    AtomicInteger lost = new AtomicInteger();
    nodes.lose(
        sent -> {
          if (sent.to().equals(two.id()) && sent.holds(Subjects.BROADCAST)) {
            lost.addAndGet(sent.subjects().size());
            return true;
          }
          return false;
        });
    for (int i = 0; i < 5; i++) {
      int before = lost.get();
      one.broadcast(TOPIC, "lost");
      ClusterWait.until(() -> assertThat(lost.get()).isGreaterThan(before));
    }
    nodes.loseNothing();
    untilHeard(heard, "after");
    assertThat(heard.events()).doesNotContain("lost");
    // More may have been lost before the nodes knew each other.
    assertThat(two.losses().lost()).isGreaterThanOrEqualTo(lost.get());
  }

  @Test
  void broadcastsBeyondTheLoopsQueueCountAsMissed() {
    start(new ClusterOptions());
    ClusterNode.RecordingSubscriber heard = heardByTwo();
    CompletableFuture<Void> loopIsFree = new CompletableFuture<>();
    one.cluster().execute(loopIsFree::join);
    Payload large = Payload.binary(new byte[1 << 20]);
    for (int i = 0; i < 40; i++) {
      one.pubSub().broadcast(new Broadcast(TOPIC, "large", large), null);
    }
    loopIsFree.complete(null);

    ClusterWait.until(() -> assertThat(two.losses().lost()).isPositive());
    assertThat(one.losses().dropped()).isGreaterThanOrEqualTo(two.losses().lost());
    untilHeard(heard, "after");
  }

  @Test
  void heartbeatsRevealALossWithoutLaterBroadcasts() {
    start(new ClusterOptions());
    heardByTwo();
    nodes.lose(sent -> sent.to().equals(two.id()) && sent.holds(Subjects.BROADCAST));
    one.broadcast(TOPIC, "lost");
    ClusterWait.until(() -> assertThat(two.losses().lost()).isEqualTo(1));
  }

  @Test
  void lostChangeOfInterestIsRepaired() {
    start(new ClusterOptions());
    nodes.lose(sent -> sent.to().equals(one.id()) && sent.holds(Subjects.INTEREST));
    ClusterNode.RecordingSubscriber heard = two.subscribe(TOPIC);
    nodes.get(1).ask(() -> true);
    ClusterWait.until(() -> assertThat(one.losses().lost()).isPositive());
    nodes.loseNothing();
    untilHeard(heard, "after");
    ClusterWait.until(() -> assertThat(nodes.isSentTo(one, two, "another")).isFalse());
    assertThat(nodes.isSentTo(one, two, TOPIC)).isTrue();
  }

  @Test
  void unansweredInterestRequestIsRepeated() {
    start(new ClusterOptions());
    ClusterNode.RecordingSubscriber heard = heardByTwo();
    // A loss makes node one ask; the request and the next response are lost, too.
    AtomicInteger questions = new AtomicInteger();
    AtomicInteger answers = new AtomicInteger();
    nodes.lose(
        sent ->
            (sent.holds(Subjects.ASK_INTEREST) && questions.incrementAndGet() <= 2)
                || (sent.holds(Subjects.INTEREST) && answers.incrementAndGet() <= 2));
    ClusterNode.RecordingSubscriber more = two.subscribe("another");
    ClusterWait.until(() -> assertThat(answers.get()).isGreaterThan(2));
    ClusterWait.until(() -> assertThat(nodes.isSentTo(one, two, "a third")).isFalse());
    assertThat(nodes.isSentTo(one, two, TOPIC)).isTrue();
    assertThat(nodes.isSentTo(one, two, "another")).isTrue();
    assertThat(heard).isNotSameAs(more);
  }

  @Test
  void interestLargerThanTheQueueIsSentCompletely() {
    // The control queue holds the topics, and not what is sent of them.
    Supplier<ClusterOptions> small =
        () ->
            new ClusterOptions().maxQueuedBytes(20_000).maxControlBytes(60_000).windowBytes(10_000);
    start(small.get());
    List<ClusterNode.RecordingSubscriber> heard = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      heard.add(two.subscribe("a topic with quite a long name " + i));
    }
    ClusterNode three = nodes.add(small.get());
    ClusterWait.until(
        () -> {
          assertThat(nodes.isSentTo(three, two, "nobody is here")).isFalse();
          assertThat(nodes.isSentTo(three, two, "a topic with quite a long name 0")).isTrue();
          assertThat(nodes.isSentTo(three, two, "a topic with quite a long name 2999")).isTrue();
        });
    assertThat(heard).hasSize(3_000);
  }

  @Test
  void presencesLargerThanTheQueueReachANodeThatComesLate() {
    int presences = 3_000;
    start(new ClusterOptions());
    ClusterOptions options =
        new ClusterOptions()
            .name(nodes.name() + "presences")
            .broadcastPeriodMillis(100)
            .downPeriodMillis(10_000)
            .maxControlBytes(100_000)
            .windowBytes(50_000);
    SimulatedNode first = SimulatedNode.start(bus.get(0), options);
    IntFunction<String> room = client -> "room:" + client / 10;
    first.connect(presences);
    first.join(0, presences, room);
    first.track(0, presences, room);
    ClusterWait.until(() -> assertThat(first.presences()).isEqualTo(presences));
    SimulatedNode late = SimulatedNode.start(bus.get(0), options);
    ClusterWait.until(() -> assertThat(late.presences()).isEqualTo(presences));
    late.close();
    first.close();
  }

  @Test
  void heartbeatsOfNodesAtRestDoNotGrowWithTheirNumber() {
    start(new ClusterOptions());
    for (int i = 0; i < 4; i++) {
      nodes.add(new ClusterOptions());
    }
    nodes.untilAllKnowEachOther();
    String member = ((VertxInternal) bus.get(0)).clusterManager().getNodeId();
    long withoutPositions =
        Heartbeat.json(one.id(), member, false, List.of(), Map.of()).toBuffer().length();
    try (ClusterTraffic traffic = new ClusterTraffic(bus.get(0), nodes.name())) {
      ClusterWait.until(
          () -> {
            traffic.reset();
            ClusterWait.until(
                () ->
                    assertThat(traffic.of(ClusterTraffic.HEARTBEAT).messages()).isGreaterThan(36));
            ClusterTraffic.Volume sent = traffic.of(ClusterTraffic.HEARTBEAT);
            assertThat(sent.bytes()).isEqualTo(sent.messages() * withoutPositions);
          });
    }
  }

  @Test
  void comingNodeIsAnsweredByOneHeartbeatOfEachOther() {
    start(new ClusterOptions());
    for (int i = 0; i < 3; i++) {
      nodes.add(new ClusterOptions());
    }
    nodes.untilAllKnowEachOther();
    try (ClusterTraffic traffic = new ClusterTraffic(bus.get(0), nodes.name())) {
      ClusterNode late = nodes.add(new ClusterOptions());
      nodes.untilAllKnowEachOther();
      assertThat(traffic.of(ClusterTraffic.HEARTBEAT, late.id()).messages()).isEqualTo(5);
      for (ClusterNode other : nodes.all()) {
        if (other != late) {
          assertThat(traffic.of(ClusterTraffic.HEARTBEAT, other.id()).messages()).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void lateHeartbeatOfADepartedNodeIsIgnored() {
    start(new ClusterOptions());
    String member = ((VertxInternal) bus.get(0)).clusterManager().getNodeId();
    one.leave();
    ClusterWait.until(() -> assertThat(two.others()).isEmpty());

    Buffer late = Heartbeat.json(one.id(), member, false, List.of(), Map.of()).toBuffer();
    bus.get(0).eventBus().send(nodes.name() + ".node." + two.id(), late);
    assertThat(two.others()).isEmpty();
  }

  @Test
  void messagesFromUnknownNodesAreIgnored() {
    start(new ClusterOptions());
    ClusterNode.RecordingSubscriber heard = heardByTwo();
    String address = nodes.name() + ".node." + two.id();
    bus.get(0).eventBus().send(address, Buffer.buffer("garbage"));
    bus.get(0).eventBus().send(address, Buffer.buffer());
    bus.get(0).eventBus().send(address, "text");
    bus.get(0).eventBus().publish(nodes.name() + ".nodes", Buffer.buffer("{\"node\":1}"));
    bus.get(0).eventBus().publish(nodes.name() + ".nodes", Buffer.buffer("{"));
    bus.get(0).eventBus().publish(nodes.name() + ".nodes", 42);
    untilHeard(heard, "after");
    assertThat(two.losses().lost()).isZero();
  }
}

package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.NodeId;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Two nodes that are each other's {@link Peer}, over a wire that loses and duplicates batches:
 * messages arrive at most once and in order, losses are counted, and memory is bounded.
 */
class PeerProperties {
  private static final NodeId ONE = new NodeId(1);
  private static final NodeId OTHER = new NodeId(2);
  private static final int WINDOW = 2_000;
  private static final int QUEUE = 3_000;
  private static final int LARGEST = 1_500;
  private static final long PERIOD_NANOS = 1_000_000_000;
  private static final ClusterOptions OPTIONS =
      new ClusterOptions()
          .windowBytes(WINDOW)
          .maxQueuedBytes(QUEUE)
          .broadcastPeriodMillis(PERIOD_NANOS / 1_000_000);

  private enum Kind {
    ENQUEUE,
    FLUSH,
    DELIVER,
    LOSE,
    DOUBLE,
    HEARTBEAT,
    LOSE_HEARTBEAT,
    ACKNOWLEDGE,
    DOWN,
    UP
  }

  /** An event, its node, and its size. */
  private record Step(Kind kind, boolean atOther, int size) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return steps(
        Arbitraries.frequency(
            Tuple.of(12, Kind.ENQUEUE),
            Tuple.of(8, Kind.FLUSH),
            Tuple.of(8, Kind.DELIVER),
            Tuple.of(2, Kind.LOSE),
            Tuple.of(2, Kind.DOUBLE),
            Tuple.of(3, Kind.HEARTBEAT),
            Tuple.of(1, Kind.LOSE_HEARTBEAT),
            Tuple.of(4, Kind.ACKNOWLEDGE)));
  }

  @Provide
  Arbitrary<List<Step>> stepsWithDowns() {
    return steps(
        Arbitraries.frequency(
            Tuple.of(12, Kind.ENQUEUE),
            Tuple.of(8, Kind.FLUSH),
            Tuple.of(8, Kind.DELIVER),
            Tuple.of(2, Kind.LOSE),
            Tuple.of(2, Kind.DOUBLE),
            Tuple.of(3, Kind.HEARTBEAT),
            Tuple.of(1, Kind.LOSE_HEARTBEAT),
            Tuple.of(4, Kind.ACKNOWLEDGE),
            Tuple.of(1, Kind.DOWN),
            Tuple.of(3, Kind.UP)));
  }

  private static Arbitrary<List<Step>> steps(Arbitrary<Kind> kinds) {
    return Combinators.combine(
            kinds, Arbitraries.of(true, false, false), Arbitraries.integers().between(0, LARGEST))
        .as(Step::new)
        .list()
        .ofMaxSize(150);
  }

  @Property(tries = 400)
  void messagesArriveOnceInOrderOrAreCountedAsLost(@ForAll("steps") List<Step> steps) {
    Wire wire = new Wire();
    for (Step step : steps) {
      wire.step(step);
      wire.checkMemory();
    }
    wire.becomeQuiet();
    wire.checkOrder();
    wire.checkThatAllIsDeliveredOrCounted();
    wire.checkThatTheWindowIsOpen();
  }

  @Property(tries = 400)
  void orderAndBoundsHoldAcrossDowntimes(@ForAll("stepsWithDowns") List<Step> steps) {
    Wire wire = new Wire();
    for (Step step : steps) {
      wire.step(step);
      wire.checkMemory();
      wire.checkOrder();
    }
    wire.one.up();
    wire.other.up();
    wire.becomeQuiet();
    wire.checkOrder();
    wire.checkThatTheWindowIsOpen();
  }

  @Property(tries = 200)
  void reliableWireLosesNothing(@ForAll("steps") List<Step> steps) {
    Wire wire = new Wire();
    for (Step step : steps) {
      if (step.kind != Kind.LOSE) {
        wire.step(step);
        wire.one.flush();
        wire.other.flush();
        wire.deliverAll();
      }
    }
    wire.becomeQuiet();
    for (Node node : List.of(wire.one, wire.other)) {
      assertThat(node.delivered).hasSize(node.opposite.enqueued.size());
      assertThat(node.peer.lost()).isZero();
      assertThat(node.peer.dropped()).isZero();
    }
  }

  /** The two nodes. */
  private static final class Wire {
    private final Node one = new Node(ONE, OTHER);
    private final Node other = new Node(OTHER, ONE);

    Wire() {
      one.opposite = other;
      other.opposite = one;
    }

    void step(Step step) {
      Node node = step.atOther ? other : one;
      switch (step.kind) {
        case ENQUEUE -> node.enqueue(step.size);
        case FLUSH -> node.flush();
        case DELIVER -> node.takeNext(false);
        case DOUBLE -> node.takeNext(true);
        case LOSE -> node.incoming.poll();
        case HEARTBEAT -> node.opposite.heartbeat(node);
        case LOSE_HEARTBEAT -> node.ownHeartbeat();
        case ACKNOWLEDGE -> node.acknowledge();
        case DOWN -> node.down();
        case UP -> node.up();
      }
    }

    void deliverAll() {
      while (!one.incoming.isEmpty() || !other.incoming.isEmpty()) {
        one.takeNext(false);
        other.takeNext(false);
      }
    }

    /** Both flush, acknowledge, and send two heartbeats, until both queues are empty. */
    void becomeQuiet() {
      for (int round = 0; round < 10; round++) {
        one.flush();
        other.flush();
        deliverAll();
        one.heartbeat(other);
        other.heartbeat(one);
        deliverAll();
      }
    }

    void checkMemory() {
      one.checkMemory();
      other.checkMemory();
    }

    void checkOrder() {
      one.checkOrder();
      other.checkOrder();
    }

    void checkThatAllIsDeliveredOrCounted() {
      for (Node node : List.of(one, other)) {
        assertThat(node.delivered.size() + node.peer.lost())
            .isEqualTo(node.opposite.enqueued.size());
        assertThat(node.peer.received()).isEqualTo(node.opposite.enqueued.size());
        assertThat(node.lostAsTold).isEqualTo(node.peer.lost());
        assertThat(node.peer.lost()).isGreaterThanOrEqualTo(node.opposite.peer.dropped());
      }
    }

    void checkThatTheWindowIsOpen() {
      for (Node node : List.of(one, other)) {
        int before = node.opposite.delivered.size();
        node.enqueue(LARGEST);
        node.flush();
        deliverAll();
        assertThat(node.opposite.delivered).hasSize(before + 1);
      }
    }
  }

  /** A node and the batches in flight to it. */
  private static final class Node {
    private final NodeId id;
    private final Peer peer;
    private long clock;
    private final Deque<Buffer> incoming = new ArrayDeque<>();
    private final List<Integer> enqueued = new ArrayList<>();
    private final List<Integer> delivered = new ArrayList<>();
    private final List<Long> batchLast = new ArrayList<>();
    private final List<Integer> batchBytes = new ArrayList<>();
    private long lostAsTold;
    private long acknowledged;
    private Node opposite;

    Node(NodeId id, NodeId opposite) {
      this.id = id;
      this.peer = new Peer(opposite, "member", OPTIONS);
    }

    /** The body's first four bytes are its sequence number. */
    void enqueue(int size) {
      int number = enqueued.size();
      Buffer body = Buffer.buffer().appendInt(number).appendBytes(new byte[size]);
      Buffer envelope = Batch.envelope("s", body);
      enqueued.add(envelope.length());
      peer.enqueue(envelope);
    }

    void flush() {
      if (peer.isUp()) {
        peer.flush(id, this::send);
      }
    }

    void send(Buffer batch) {
      Batch decoded = Batch.decode(batch);
      if (decoded.count() > 0) {
        batchLast.add(decoded.first() + decoded.count() - 1);
        batchBytes.add(batch.length());
      }
      opposite.incoming.add(batch);
    }

    void takeNext(boolean andAgain) {
      Buffer next = incoming.poll();
      if (next == null || !peer.isUp()) {
        return;
      }
      if (andAgain) {
        incoming.addFirst(next);
      }
      Batch batch = Batch.decode(next);
      assertThat(batch.from()).isEqualTo(opposite.id);
      acknowledged(batch.acknowledged());
      lostAsTold += peer.missedBefore(batch);
      peer.receive(
          batch,
          clock,
          (subject, body) -> {
            assertThat(subject).isEqualTo("s");
            assertThat(body.length()).isGreaterThanOrEqualTo(4);
            delivered.add(body.getInt(0));
          });
      flush();
      acknowledge();
    }

    void acknowledge() {
      peer.acknowledge(id, clock, this::send);
    }

    /** Acknowledges the messages received from the other node. */
    void heartbeat(Node to) {
      Heartbeat heartbeat = ownHeartbeat();
      if (to.peer.isUp()) {
        to.acknowledged(heartbeat.receivedFrom(to.id));
        to.lostAsTold += to.peer.hasSent(heartbeat.sentTo(to.id), to.clock += PERIOD_NANOS);
        to.flush();
      }
    }

    Heartbeat ownHeartbeat() {
      return Heartbeat.of(Heartbeat.json(id, "member", false, List.of(peer), Map.of()));
    }

    /** Drops the other node: its messages in flight are not expected any more. */
    void down() {
      peer.down();
      batchLast.clear();
      batchBytes.clear();
    }

    void up() {
      if (!peer.isUp()) {
        peer.markUp();
        peer.startAfter(opposite.ownHeartbeat().sentTo(id));
      }
    }

    private void acknowledged(long upTo) {
      acknowledged = Math.max(acknowledged, upTo);
      peer.acknowledged(upTo);
    }

    void checkMemory() {
      long waiting = 0;
      for (int i = (int) peer.sent(); i < enqueued.size(); i++) {
        waiting += enqueued.get(i);
      }
      assertThat(waiting).isLessThanOrEqualTo(Math.max(QUEUE, LARGEST + 10));
      long onTheWay = 0;
      int largest = 0;
      for (int i = 0; i < batchLast.size(); i++) {
        if (batchLast.get(i) > acknowledged) {
          onTheWay += batchBytes.get(i);
          largest = Math.max(largest, batchBytes.get(i));
        }
      }
      assertThat(onTheWay).isLessThanOrEqualTo(WINDOW + largest);
    }

    void checkOrder() {
      Set<Integer> seen = new HashSet<>();
      int last = -1;
      for (int number : delivered) {
        assertThat(number).isGreaterThan(last);
        assertThat(seen.add(number)).isTrue();
        last = number;
      }
    }
  }
}

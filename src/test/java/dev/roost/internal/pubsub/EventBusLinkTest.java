package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.NodeId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A link on one event bus that receives batches from another. */
class EventBusLinkTest {
  private static final long BATCHES = 3_000;

  private static List<Vertx> buses;

  private final NodeId self = NodeId.random();
  private final NodeId other = NodeId.random();
  private final ClusterOptions options =
      new ClusterOptions().name("test" + self).broadcastPeriodMillis(60_000);
  private final SlowOwner owner = new SlowOwner(self);
  private final EventBusLink link = new EventBusLink(options, self, owner);
  private final EventBusLink sender = new EventBusLink(options, other, new SlowOwner(other));

  @BeforeAll
  static void startBuses() {
    buses = ClusterNodes.startBuses(2);
  }

  @AfterAll
  static void stopBuses() {
    ClusterNodes.stopBuses(buses);
  }

  @Test
  void renewedRegistrationLosesNoBatches() {
    ClusterWait.get(buses.get(0).deployVerticle(link));
    ClusterWait.get(buses.get(1).deployVerticle(sender));
    owner.everyHundredth = link::registerAgain;
    sender.execute(() -> LongStream.rangeClosed(1, BATCHES).forEach(this::sendBatch));
    ClusterWait.until(() -> assertThat(owner.got.contains(BATCHES)).isTrue());
    assertThat(LongStream.rangeClosed(1, BATCHES).filter(number -> !owner.got.contains(number)))
        .isEmpty();
    assertThat(List.copyOf(owner.got)).isSorted();
    // One at the start, and one after each registration.
    ClusterWait.until(() -> assertThat(owner.ownHeartbeats.get()).isGreaterThan(1));
  }

  private void sendBatch(long number) {
    sender.sendTo(self, Batch.encode(other, 0, number, List.of()));
  }

  /** Reads slowly, so that batches always wait for its event loop. */
  private static final class SlowOwner implements EventBusLink.Owner {
    private static final long SLOW_NANOS = 50_000;

    private final NodeId self;
    private final Queue<Long> got = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ownHeartbeats = new AtomicInteger();
    private volatile Runnable everyHundredth = () -> {};

    SlowOwner(NodeId self) {
      this.self = self;
    }

    @Override
    public void receiveHeartbeat(Heartbeat heartbeat) {
      if (heartbeat.node().equals(self)) {
        ownHeartbeats.incrementAndGet();
      }
    }

    @Override
    public void receiveBatch(Batch batch) {
      got.add(batch.first());
      if (batch.first() % 100 == 0) {
        everyHundredth.run();
      }
      LockSupport.parkNanos(SLOW_NANOS);
    }

    @Override
    public JsonObject ownHeartbeat(String memberId) {
      return Heartbeat.json(self, memberId, false, List.of(), Map.of());
    }

    @Override
    public JsonObject ownHeartbeatTo(NodeId node, String memberId) {
      return ownHeartbeat(memberId);
    }

    @Override
    public void period() {}
  }
}

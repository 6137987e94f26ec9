package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.ClusterSettings;
import dev.roost.cluster.ClusteredVertx;
import dev.roost.cluster.NodeId;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Several nodes in this process, on one event bus or on several that are joined over loopback, with
 * losses between them.
 */
public final class ClusterNodes implements AutoCloseable {
  /** The prefix of the events of probe broadcasts. */
  static final String PROBE = "probe";

  /** A short period, because tests wait for several of them. */
  private static final long PERIOD_MILLIS = 60;

  private final List<Vertx> buses;
  private final List<ClusterNode> nodes = new ArrayList<>();
  private final List<Predicate<Sent>> losses = new CopyOnWriteArrayList<>();
  private final Set<Arrival> arrivals = ConcurrentHashMap.newKeySet();
  private final Handler<DeliveryContext<Object>> interceptor = this::intercept;
  private final AtomicInteger tries = new AtomicInteger();
  private final String name = "test" + UUID.randomUUID();

  /** A batch in flight and its envelopes. */
  public record Sent(NodeId from, NodeId to, List<String> subjects, int bytes) {
    /** Whether it contains a message with that subject. */
    public boolean holds(String subject) {
      return subjects.contains(subject);
    }
  }

  private record Arrival(NodeId from, NodeId to, String probe) {}

  private ClusterNodes(List<Vertx> buses) {
    this.buses = buses;
    buses.forEach(bus -> bus.eventBus().addInboundInterceptor(interceptor));
  }

  /** Starts event buses of one cluster, without nodes. */
  public static List<Vertx> startBuses(int number) {
    List<Integer> ports = Stream.generate(FreePorts::next).limit(number).toList();
    String[] members = ports.stream().map(port -> "127.0.0.1:" + port).toArray(String[]::new);
    String clusterName = "test" + UUID.randomUUID();
    List<Vertx> started = new ArrayList<>();
    for (int port : ports) {
      ClusterSettings settings =
          new ClusterSettings().clusterName(clusterName).port(port).members(members);
      started.add(
          ClusterWait.get(
              ClusteredVertx.start(new VertxOptions().setEventLoopPoolSize(3), settings)));
    }
    return started;
  }

  public static void stopBuses(List<Vertx> buses) {
    ClusterWait.get(Future.join(buses.stream().map(Vertx::close).toList()));
  }

  /** Starts nodes on these buses in turn and waits until all know each other. */
  public static ClusterNodes start(List<Vertx> buses, int number) {
    return start(buses, number, new ClusterOptions());
  }

  /** The same with options; the name and periods are set here. */
  public static ClusterNodes start(List<Vertx> buses, int number, ClusterOptions options) {
    ClusterNodes nodes = new ClusterNodes(buses);
    for (int i = 0; i < number; i++) {
      nodes.add(options);
    }
    nodes.untilAllKnowEachOther();
    return nodes;
  }

  /** Adds a node without waiting for the others. */
  public ClusterNode add(ClusterOptions options) {
    Vertx bus = buses.get(nodes.size() % buses.size());
    ClusterNode node =
        ClusterWait.get(
            ClusterNode.start(
                bus,
                options.name(name).broadcastPeriodMillis(PERIOD_MILLIS).downPeriodMillis(10_000)));
    nodes.add(node);
    return node;
  }

  public void untilAllKnowEachOther() {
    for (ClusterNode node : nodes) {
      ClusterWait.until(
          () ->
              assertThat(node.others())
                  .containsExactlyInAnyOrderElementsOf(
                      nodes.stream().filter(other -> other != node).map(ClusterNode::id).toList()));
    }
    // And each knows the interest of the others.
    for (ClusterNode from : nodes) {
      for (ClusterNode to : nodes) {
        if (from != to) {
          ClusterWait.until(() -> assertThat(isSentTo(from, to, "nobody is here")).isFalse());
        }
      }
    }
  }

  /** Whether a node receives the other's broadcasts of this topic. Sends a probe. */
  public boolean isSentTo(ClusterNode from, ClusterNode to, String topic) {
    AtomicBoolean isSent = new AtomicBoolean();
    ClusterWait.until(() -> assertThat(hasTried(from, to, topic, isSent)).isTrue());
    return isSent.get();
  }

  /** Makes one attempt, which a loss may fail. */
  private boolean hasTried(ClusterNode from, ClusterNode to, String topic, AtomicBoolean isSent) {
    String probe = PROBE + tries.incrementAndGet();
    String behindIt = PROBE + tries.incrementAndGet();
    from.broadcast(topic, probe);
    // Always reaches that node, and arrives after the probe.
    from.pubSub().directBroadcast(to.id(), new Broadcast("", behindIt, Payload.EMPTY));
    Arrival awaited = new Arrival(from.id(), to.id(), behindIt);
    boolean arrived = ClusterWait.isSoon(() -> arrivals.contains(awaited));
    isSent.set(arrivals.contains(new Arrival(from.id(), to.id(), probe)));
    return arrived;
  }

  /** The prefix of all addresses. */
  public String name() {
    return name;
  }

  public ClusterNode get(int index) {
    return nodes.get(index);
  }

  public List<ClusterNode> all() {
    return List.copyOf(nodes);
  }

  // -- Losses

  /** Loses batches that match, from now on. */
  public void lose(Predicate<Sent> loss) {
    losses.add(loss);
  }

  /** Stops losing batches. */
  public void loseNothing() {
    losses.clear();
  }

  private void intercept(DeliveryContext<Object> context) {
    String address = context.message().address();
    String prefix = name + ".node.";
    if (address.startsWith(prefix)
        && context.message().body() instanceof Buffer bytes
        && !Heartbeat.isHeartbeat(bytes)
        && bytes.length() > Batch.HEADER) {
      arrived(NodeId.parse(address.substring(prefix.length())), bytes, context);
    } else {
      context.next();
    }
  }

  private void arrived(NodeId to, Buffer bytes, DeliveryContext<Object> context) {
    Batch batch = Batch.decode(bytes);
    List<String> subjects = new ArrayList<>();
    List<Arrival> probes = new ArrayList<>();
    batch.forEach(
        Long.MIN_VALUE,
        (subject, body) -> {
          subjects.add(subject);
          if (subject.equals(Subjects.BROADCAST)) {
            String event = BroadcastCodec.decode(body).event();
            if (event.startsWith(PROBE)) {
              probes.add(new Arrival(batch.from(), to, event));
            }
          }
        });
    Sent sent = new Sent(batch.from(), to, subjects, bytes.length());
    if (losses.stream().noneMatch(loss -> loss.test(sent))) {
      arrivals.addAll(probes);
      context.next();
    }
  }

  /** Stops all nodes; the buses stay. */
  @Override
  public void close() {
    nodes.forEach(ClusterNode::leave);
    buses.forEach(bus -> bus.eventBus().removeInboundInterceptor(interceptor));
  }
}

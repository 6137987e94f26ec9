package dev.roost.internal.pubsub;

import dev.roost.cluster.NodeId;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryContext;
import java.util.Map;
import java.util.TreeMap;

/** Counts the messages between nodes on one event bus, by their kind. Safe for any thread. */
public final class ClusterTraffic implements AutoCloseable {
  /** The messages that keep nodes known to each other. */
  public static final String HEARTBEAT = "heartbeat";

  /** The messages of the event bus that are not heartbeats. */
  public static final String BATCH = "batch";

  private static final String ACKNOWLEDGEMENT = "acknowledgement";
  private static final String ALL = "";

  private final Vertx bus;
  private final String prefix;
  private final Handler<DeliveryContext<Object>> interceptor = this::intercept;
  private final Map<String, Volume> volumes = new TreeMap<>();

  /** Messages and their bytes. */
  public record Volume(long messages, long bytes) {
    private static final Volume NONE = new Volume(0, 0);

    private Volume plus(int more) {
      return new Volume(messages + 1, bytes + more);
    }
  }

  /**
   * Counts from now on.
   *
   * @param name of the cluster, as in its options
   */
  public ClusterTraffic(Vertx bus, String name) {
    this.bus = bus;
    this.prefix = name + ".node";
    bus.eventBus().addInboundInterceptor(interceptor);
  }

  private void intercept(DeliveryContext<Object> context) {
    String address = context.message().address();
    if (address.startsWith(prefix) && context.message().body() instanceof Buffer bytes) {
      count(address.substring(prefix.length()), bytes);
    }
    context.next();
  }

  private synchronized void count(String receiver, Buffer bytes) {
    if (bytes.getByte(0) == '{') {
      count(HEARTBEAT, receiver, bytes.length());
      return;
    }
    Batch batch = Batch.decode(bytes);
    count(BATCH, receiver, bytes.length());
    if (batch.count() == 0) {
      count(ACKNOWLEDGEMENT, receiver, bytes.length());
    }
    batch.forEach(
        Long.MIN_VALUE,
        (subject, body) -> count(subject, receiver, Batch.envelope(subject, body).length()));
  }

  private void count(String kind, String receiver, int bytes) {
    volumes.merge(kind + ALL, Volume.NONE.plus(bytes), ClusterTraffic::sum);
    volumes.merge(kind + receiver, Volume.NONE.plus(bytes), ClusterTraffic::sum);
  }

  private static Volume sum(Volume some, Volume more) {
    return new Volume(some.messages + more.messages, some.bytes + more.bytes);
  }

  /** What was sent of a kind to all nodes since the last reset. */
  public synchronized Volume of(String kind) {
    return volumes.getOrDefault(kind, Volume.NONE);
  }

  /** What was sent of a kind to one node since the last reset, heartbeats to all not included. */
  public synchronized Volume of(String kind, NodeId receiver) {
    return volumes.getOrDefault(kind + "." + receiver, Volume.NONE);
  }

  /** All that was sent since the last reset, for people to read. */
  @Override
  public synchronized String toString() {
    Map<String, Volume> kinds = new TreeMap<>(volumes);
    kinds.keySet().removeIf(kind -> kind.contains("."));
    return kinds.toString();
  }

  /** Forgets what was sent so far. */
  public synchronized void reset() {
    volumes.clear();
  }

  @Override
  public void close() {
    bus.eventBus().removeInboundInterceptor(interceptor);
  }
}

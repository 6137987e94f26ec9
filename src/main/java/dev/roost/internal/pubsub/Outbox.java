package dev.roost.internal.pubsub;

import dev.roost.cluster.NodeId;
import io.vertx.core.buffer.Buffer;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Broadcasts on their way from any thread to the cluster's event loop, bounded by their bytes.
 *
 * <p>The first broadcast after a pause requests a flush, which wakes up the event loop. While
 * broadcasts are frequent, the event loop empties the outbox once every interval without being
 * requested, so a broadcast wakes up nothing.
 */
final class Outbox implements PeerQueues.Source {
  private static final int MAX_BYTES = 32 << 20;

  private final Cluster cluster;
  private final Queue<Outgoing> broadcasts = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final ConcurrentHashMap<NodeId, Integer> dropped = new ConcurrentHashMap<>();

  // Whether the event loop is going to flush, and so to drain this.
  private final AtomicBoolean flushExpected = new AtomicBoolean();

  private record Outgoing(Buffer envelope, Set<NodeId> receivers) {}

  Outbox(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Adds a broadcast. Drops and counts it if too many bytes wait. From any thread. */
  void add(Buffer envelope, Set<NodeId> receivers) {
    if (bytes.addAndGet(envelope.length()) > MAX_BYTES) {
      bytes.addAndGet(-envelope.length());
      receivers.forEach(receiver -> dropped.merge(receiver, 1, Integer::sum));
    } else {
      broadcasts.add(new Outgoing(envelope, receivers));
    }
    if (!flushExpected.get() && flushExpected.compareAndSet(false, true)) {
      cluster.execute(cluster::flushSoon);
    }
  }

  @Override
  public boolean drain(boolean frequent) {
    if (frequent && enqueueAll()) {
      return true;
    }
    // Reset before looking: a broadcast that comes after the look requests a flush.
    flushExpected.set(false);
    enqueueAll();
    return false;
  }

  private boolean enqueueAll() {
    boolean found = false;
    for (Outgoing next = broadcasts.poll(); next != null; next = broadcasts.poll()) {
      found = true;
      bytes.addAndGet(-next.envelope.length());
      for (NodeId receiver : next.receivers) {
        cluster.enqueue(receiver, next.envelope);
      }
    }
    for (NodeId receiver : dropped.keySet()) {
      Integer envelopes = dropped.remove(receiver);
      Peer peer = cluster.peer(receiver);
      if (envelopes != null && peer != null) {
        peer.drop(envelopes);
      }
    }
    return found;
  }
}

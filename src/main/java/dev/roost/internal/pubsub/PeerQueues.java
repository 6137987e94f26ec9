package dev.roost.internal.pubsub;

import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends what waits for the other nodes, in batches. Belongs to the cluster's event loop. */
final class PeerQueues {
  /** For how long an acknowledgement waits for something to go along with. */
  private static final long ACKNOWLEDGE_AFTER_MILLIS = 20;

  /** Flushes are frequent while no more than so many intervals lie between them. */
  private static final int FREQUENT = 2;

  private final NodeId self;
  private final Collection<Peer> peers;
  private final EventBusLink link;
  private final long batchIntervalMillis;
  private final List<Source> sources = new ArrayList<>();
  private boolean flushScheduled;
  private long flushedAt;
  private boolean acknowledgeScheduled;

  /** Something that other threads fill, and that fills the queues right before they are sent. */
  interface Source {
    /**
     * Enqueues what there is.
     *
     * @param frequent whether the flush before this one was so recent that another one after the
     *     interval pays off
     * @return whether to flush once more after the interval; if not, the source {@linkplain
     *     #flushSoon requests} its next flush
     */
    boolean drain(boolean frequent);
  }

  /**
   * @param peers a view of those that there are
   */
  PeerQueues(NodeId self, Collection<Peer> peers, EventBusLink link, ClusterOptions options) {
    this.self = self;
    this.peers = peers;
    this.link = link;
    this.batchIntervalMillis = options.batchIntervalMillis();
    this.flushedAt = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(batchIntervalMillis);
  }

  /** Has a source drained right before the queues are sent. */
  void source(Source source) {
    sources.add(source);
  }

  /**
   * Sends what is in the queues when the present work is done, or if that has happened just before,
   * together with what else comes until the {@linkplain ClusterOptions#batchIntervalMillis
   * interval} is over.
   */
  void flushSoon() {
    if (flushScheduled) {
      return;
    }
    flushScheduled = true;
    long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - flushedAt);
    long left = batchIntervalMillis - since;
    if (left > 0) {
      link.later(left, this::flush);
    } else {
      link.execute(this::flush);
    }
  }

  /** Sends what is in the queues now. */
  void flush() {
    long now = System.nanoTime();
    boolean frequent =
        now - flushedAt <= FREQUENT * TimeUnit.MILLISECONDS.toNanos(batchIntervalMillis);
    boolean again = false;
    try {
      for (Source source : sources) {
        again |= source.drain(frequent);
      }
    } finally {
      // Not before: what the sources enqueue goes out below.
      flushScheduled = false;
      flushedAt = now;
    }
    if (again) {
      // Before sending: whatever happens there, the sources expect this flush.
      flushSoon();
    }
    peers.forEach(this::flush);
  }

  /** Sends what is in the queue of a node now. */
  void flush(Peer peer) {
    if (peer.isUp()) {
      peer.flush(self, batch -> link.sendTo(peer.id(), batch));
    }
  }

  /** Acknowledges what came, if nothing else is sent soon that does. */
  void acknowledgeLater() {
    if (!acknowledgeScheduled) {
      acknowledgeScheduled = true;
      link.later(ACKNOWLEDGE_AFTER_MILLIS, this::acknowledge);
    }
  }

  private void acknowledge() {
    acknowledgeScheduled = false;
    // A node that sends batches acknowledges with them: wait for one before sending an empty batch.
    long before = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(ACKNOWLEDGE_AFTER_MILLIS / 2);
    boolean owed = false;
    for (Peer peer : peers) {
      owed |= peer.acknowledge(self, before, batch -> link.sendTo(peer.id(), batch));
    }
    if (owed) {
      acknowledgeLater();
    }
  }
}

package dev.roost.internal.pubsub;

import dev.roost.cluster.NodeId;
import dev.roost.metrics.HistorySnapshot;
import dev.roost.metrics.Listing;
import dev.roost.metrics.TopicInfo;
import dev.roost.pubsub.History;
import dev.roost.pubsub.HistoryBounds;
import dev.roost.serializer.Broadcast;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * {@link PubSub} over all nodes of a {@link Cluster}.
 *
 * <p>Each node announces the topics of its subscribers, and receives only their broadcasts. Until
 * its topics are known, a node receives all broadcasts. Local subscribers are never made to wait
 * for other nodes: what is for those is put into a queue that the cluster's event loop empties
 * whenever it sends.
 */
public final class ClusteredPubSub implements PubSub {
  private static final int MAX_OUTBOX_BYTES = 32 << 20;

  private final LocalPubSub local;
  private final Cluster cluster;
  private final Interest interest;
  private final Queue<Outgoing> outbox = new ConcurrentLinkedQueue<>();
  private final AtomicLong outboxBytes = new AtomicLong();
  private final ConcurrentHashMap<NodeId, Integer> dropped = new ConcurrentHashMap<>();
  private final AtomicBoolean flushAsked = new AtomicBoolean();

  private record Outgoing(Buffer envelope, Set<NodeId> receivers) {}

  private ClusteredPubSub(LocalPubSub local, Cluster cluster) {
    this.local = local;
    this.cluster = cluster;
    this.interest = new Interest(cluster);
  }

  /** Connects the subscribers of this node with those of the others. */
  public static Future<ClusteredPubSub> over(Cluster cluster) {
    return over(cluster, HistoryBounds.DEFAULT);
  }

  /**
   * Connects the subscribers of this node with those of the others.
   *
   * @param bounds of this node's histories
   */
  public static Future<ClusteredPubSub> over(Cluster cluster, HistoryBounds bounds) {
    return over(cluster, new LocalPubSub(bounds));
  }

  static Future<ClusteredPubSub> over(Cluster cluster, LocalPubSub local) {
    ClusteredPubSub pubSub = new ClusteredPubSub(local, cluster);
    Promise<ClusteredPubSub> ready = Promise.promise();
    cluster.execute(
        () -> {
          cluster.receive(
              Subjects.BROADCAST,
              (from, body) -> local.localBroadcast(BroadcastCodec.decode(body), null));
          cluster.source(pubSub::emptyOutbox);
          pubSub.interest.start();
          local.listen(pubSub.interest);
          cluster.listen(new LossWatch(local::mayHaveMissed));
          ready.complete(pubSub);
        });
    return ready.future();
  }

  @Override
  public Subscription subscribe(EventExecutor loop, String topic, Subscriber subscriber) {
    return local.subscribe(loop, topic, subscriber);
  }

  @Override
  public HistorySubscription subscribe(
      EventExecutor loop, String topic, Subscriber subscriber, History history) {
    return local.subscribe(loop, topic, subscriber, history);
  }

  @Override
  public Listing<TopicInfo> findTopics(String text, int max) {
    return local.findTopics(text, max);
  }

  @Override
  public int topics() {
    return local.topics();
  }

  @Override
  public HistorySnapshot histories() {
    return local.histories();
  }

  @Override
  public void close() {
    local.close();
  }

  // Other nodes first, as in Phoenix: a failure there must not come after half of the work.
  @Override
  public void broadcast(Broadcast broadcast, @Nullable Subscriber sender) {
    Set<NodeId> receivers = interest.receivers(broadcast.topic());
    if (!receivers.isEmpty()) {
      send(broadcast, receivers);
    }
    local.localBroadcast(broadcast, sender);
  }

  @Override
  public void localBroadcast(Broadcast broadcast, @Nullable Subscriber sender) {
    local.localBroadcast(broadcast, sender);
  }

  /** Sends to the subscribers on one other node only. From any thread. */
  public void directBroadcast(NodeId node, Broadcast broadcast) {
    if (node.equals(cluster.self())) {
      local.localBroadcast(broadcast, null);
    } else {
      send(broadcast, Set.of(node));
    }
  }

  private void send(Broadcast broadcast, Set<NodeId> receivers) {
    Buffer envelope = Batch.envelope(Subjects.BROADCAST, BroadcastCodec.encode(broadcast));
    if (outboxBytes.addAndGet(envelope.length()) > MAX_OUTBOX_BYTES) {
      outboxBytes.addAndGet(-envelope.length());
      receivers.forEach(receiver -> dropped.merge(receiver, 1, Integer::sum));
    } else {
      outbox.add(new Outgoing(envelope, receivers));
    }
    if (flushAsked.compareAndSet(false, true)) {
      cluster.execute(cluster::flushSoon);
    }
  }

  private void emptyOutbox() {
    flushAsked.set(false);
    for (Outgoing next = outbox.poll(); next != null; next = outbox.poll()) {
      outboxBytes.addAndGet(-next.envelope.length());
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
  }
}

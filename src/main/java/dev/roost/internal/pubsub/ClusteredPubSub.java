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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@link PubSub} over all nodes of a {@link Cluster}.
 *
 * <p>Each node announces the topics of its subscribers, and receives only their broadcasts. Until
 * its topics are known, a node receives all broadcasts. Local subscribers never wait for other
 * nodes: broadcasts to those go into a queue that the cluster's event loop empties whenever it
 * sends.
 */
public final class ClusteredPubSub implements PubSub {
  private final LocalPubSub local;
  private final Cluster cluster;
  private final Interest interest;
  private final Outbox outbox;

  // The broadcasts of the batch at hand. Belongs to the cluster's event loop.
  private final List<Broadcast> arrived = new ArrayList<>();

  private ClusteredPubSub(LocalPubSub local, Cluster cluster) {
    this.local = local;
    this.cluster = cluster;
    this.interest = new Interest(cluster);
    this.outbox = new Outbox(cluster);
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
              Subjects.BROADCAST, (from, body) -> pubSub.arrived.add(BroadcastCodec.decode(body)));
          cluster.afterBatch(pubSub::deliverArrived);
          cluster.source(pubSub.outbox);
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
    outbox.add(envelope, receivers);
  }

  private void deliverArrived() {
    try {
      local.localBroadcasts(arrived);
    } finally {
      arrived.clear();
    }
  }
}

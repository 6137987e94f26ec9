package dev.roost.internal.presence;

import dev.roost.cluster.NodeId;
import dev.roost.internal.pubsub.Cluster;
import dev.roost.internal.pubsub.ClusterListener;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@link Replication} over a {@link Cluster}: runs {@link Replicas} on the cluster's event loop and
 * carries its messages.
 */
final class ClusterReplication implements Replication, ClusterListener {
  /** How many entries of a snapshot go into one message. */
  private static final int CHUNK = 1_000;

  private final Vertx vertx;
  private final Cluster cluster;
  private final PresenceOptions options;
  private final String deltas;
  private final String snapshots;
  private final String questions;
  private final Replicas replicas;
  private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean publishing = new AtomicBoolean();
  private final Map<NodeId, ArrivingSnapshot> arriving = new HashMap<>();
  private final Map<NodeId, Long> removalTimers = new HashMap<>();

  ClusterReplication(Vertx vertx, Cluster cluster, PresenceTopics topics, PresenceOptions options) {
    this.vertx = vertx;
    this.cluster = cluster;
    this.options = options;
    this.deltas = options.name() + "+";
    this.snapshots = options.name() + "=";
    this.questions = options.name() + "?";
    this.replicas =
        new Replicas(
            new Replicas.Effects() {
              @Override
              public void apply(Change change) {
                topics.apply(change, null);
              }

              @Override
              public void ask(NodeId node) {
                cluster.requestState(node, questions);
              }
            });
    cluster.execute(this::start);
  }

  private void start() {
    cluster.receive(deltas, this::changed);
    cluster.receive(snapshots, this::arrived);
    cluster.receive(questions, (from, nothing) -> sendSnapshot(from));
    cluster.announce(options.name(), replicas::version);
    cluster.listenToVersions(
        (node, of, version) -> {
          if (of.equals(options.name()) && !isArriving(node)) {
            replicas.announced(node, version);
          }
        });
    cluster.listen(this);
  }

  // -- This node's changes

  @Override
  public void changed(Change change) {
    changes.add(change);
    if (publishing.compareAndSet(false, true)) {
      cluster.execute(this::publish);
    }
  }

  private void publish() {
    publishing.set(false);
    List<Change> batch = new ArrayList<>();
    for (Change next = changes.poll(); next != null; next = changes.poll()) {
      batch.add(next);
    }
    if (!batch.isEmpty()) {
      long number = replicas.changed(batch);
      cluster.sendToAll(deltas, ChangeCodec.encode(number, batch));
    }
  }

  private void sendSnapshot(NodeId node) {
    SnapshotPart.split(replicas.version(), replicas.own(), CHUNK)
        .forEach(part -> cluster.sendPart(node, snapshots, part.entries().size(), part::encode));
  }

  // -- Other nodes' changes

  private void changed(NodeId from, Buffer body) {
    ChangeCodec.Numbered numbered = ChangeCodec.decode(body);
    replicas.changed(from, numbered.number(), numbered.changes());
  }

  /**
   * Whether parts of a node's snapshot have come since this was asked before: a large one takes
   * several periods, and requesting it again would only make it longer.
   */
  private boolean isArriving(NodeId node) {
    ArrivingSnapshot snapshot = arriving.get(node);
    return snapshot != null && snapshot.hasProgressed();
  }

  private void arrived(NodeId from, Buffer body) {
    SnapshotPart part = SnapshotPart.decode(body);
    if (part.index() == 0) {
      arriving.put(from, new ArrivingSnapshot(part.version()));
    }
    ArrivingSnapshot snapshot = arriving.get(from);
    if (snapshot == null || !snapshot.take(part)) {
      // A part before it was lost, which is known and asked for.
      arriving.remove(from);
    } else if (part.isLast()) {
      arriving.remove(from);
      replicas.snapshot(from, part.version(), snapshot.entries());
    }
  }

  // -- Nodes

  @Override
  public void up(NodeId node) {
    cancelRemoval(node);
    arriving.remove(node);
    replicas.up(node);
  }

  private void cancelRemoval(NodeId node) {
    Long timer = removalTimers.remove(node);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  @Override
  public void down(NodeId node) {
    arriving.remove(node);
    replicas.down(node);
    removalTimers.computeIfAbsent(
        node,
        same ->
            vertx.setTimer(
                options.permdownPeriodMillis(),
                ignored ->
                    cluster.execute(
                        () -> {
                          removalTimers.remove(node);
                          replicas.forget(node);
                        })));
  }

  @Override
  public void left(NodeId node) {
    cancelRemoval(node);
    arriving.remove(node);
    replicas.forget(node);
  }

  @Override
  public void lost(NodeId node) {
    // Parts of a snapshot may be among what was lost.
    arriving.remove(node);
    replicas.lost(node);
  }
}

package dev.roost.internal.pubsub;

import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.ClusterStatus;
import dev.roost.cluster.NodeId;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster node with blocking accessors for the test's thread. */
public final class ClusterNode {
  private final Vertx vertx;
  private final Cluster cluster;
  private final ClusteredPubSub pubSub;
  private boolean left;

  private ClusterNode(Vertx vertx, Cluster cluster, ClusteredPubSub pubSub) {
    this.vertx = vertx;
    this.cluster = cluster;
    this.pubSub = pubSub;
  }

  static Future<ClusterNode> start(Vertx vertx, ClusterOptions options) {
    return Cluster.join(vertx, options)
        .compose(
            cluster ->
                ClusteredPubSub.over(cluster)
                    .map(pubSub -> new ClusterNode(vertx, cluster, pubSub)));
  }

  public Vertx vertx() {
    return vertx;
  }

  public Cluster cluster() {
    return cluster;
  }

  public ClusteredPubSub pubSub() {
    return pubSub;
  }

  public NodeId id() {
    return cluster.self();
  }

  /** Runs on the cluster's event loop, and waits. */
  public <T> T ask(Callable<T> question) {
    Promise<T> answer = Promise.promise();
    cluster.execute(
        () -> {
          try {
            answer.complete(question.call());
          } catch (Throwable failure) {
            answer.fail(failure);
          }
        });
    return ClusterWait.get(answer.future());
  }

  /** The other nodes that are up. */
  public List<NodeId> others() {
    return ask(cluster::nodes);
  }

  public ClusterStatus.Losses losses() {
    return ask(cluster::losses);
  }

  /** The number of the last message to the other node, sent or dropped. */
  public long sentTo(ClusterNode other) {
    return ask(() -> cluster.peer(other.id()).sent());
  }

  /** The number of dropped messages to the other node. */
  public long droppedTo(ClusterNode other) {
    return ask(() -> cluster.peer(other.id()).dropped());
  }

  /** Subscribes on a new event loop. */
  public RecordingSubscriber subscribe(String topic) {
    ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
    EventLoop loop = context.nettyEventLoop();
    Promise<RecordingSubscriber> heard = Promise.promise();
    loop.execute(() -> heard.complete(new RecordingSubscriber(pubSub, loop, topic)));
    return ClusterWait.get(heard.future());
  }

  public void broadcast(String topic, String event) {
    pubSub.broadcast(new Broadcast(topic, event, Payload.EMPTY), null);
  }

  /** Leaves the cluster, once. */
  public void leave() {
    if (!left) {
      left = true;
      ClusterWait.get(cluster.leave());
    }
  }

  /** A subscriber and the events it received. */
  public static final class RecordingSubscriber implements Subscriber {
    private final EventLoop loop;
    private final List<Broadcast> broadcasts = new CopyOnWriteArrayList<>();
    private final Subscription subscription;

    RecordingSubscriber(PubSub pubSub, EventLoop loop, String topic) {
      this.loop = loop;
      this.subscription = pubSub.subscribe(loop, topic, this);
    }

    @Override
    public void deliver(Dispatch dispatch) {
      if (!dispatch.isFrom(this)) {
        broadcasts.add(dispatch.broadcast());
      }
    }

    public List<Broadcast> broadcasts() {
      return broadcasts;
    }

    public List<String> events() {
      return broadcasts.stream().map(Broadcast::event).toList();
    }

    public void cancel() {
      Promise<Void> cancelled = Promise.promise();
      loop.execute(
          () -> {
            subscription.cancel();
            cancelled.complete();
          });
      ClusterWait.get(cancelled.future());
    }
  }
}

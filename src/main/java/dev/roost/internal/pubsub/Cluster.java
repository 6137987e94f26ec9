package dev.roost.internal.pubsub;

import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.ClusterStatus;
import dev.roost.cluster.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node among the others: who they are, and numbered, bounded streams of messages to each of
 * them over Vert.x's clustered event bus.
 *
 * <p>Runs on one event loop, a verticle's. Call methods there, see {@link #execute}, unless
 * documented otherwise.
 */
public final class Cluster implements ClusterStatus {
  private static final Logger log = LoggerFactory.getLogger(Cluster.class);

  /** A reference to an object that exists anyway, or did until lately. */
  private static final int HELD_BYTES_PER_UNIT = 16;

  private final NodeId self = NodeId.random();
  private final ClusterOptions options;

  // Others read it too, see ClusterStatus.
  private final Map<NodeId, Peer> peers = new ConcurrentHashMap<>();

  /** When nodes left that did so lately. A node does not come back under the same id. */
  private final Map<NodeId, Long> departed = new HashMap<>();

  private final Map<String, ClusterReceiver> receivers = new HashMap<>();
  private final Map<String, LongSupplier> versions = new LinkedHashMap<>();
  private final List<ClusterListener> listeners = new ArrayList<>();
  private final List<VersionListener> versionListeners = new ArrayList<>();
  private final List<Runnable> batchActions = new ArrayList<>();
  private final EventBusLink link;
  private final PeerQueues queues;
  private final SilentMembers silentMembers;
  private boolean leaving;

  /** Receives the version of a state that another node has. */
  public interface VersionListener {
    /** Called with each heartbeat. */
    void version(NodeId node, String of, long version);
  }

  private Cluster(ClusterOptions options) {
    this.options = options;
    this.link = new EventBusLink(options, self, new Receiver());
    this.queues = new PeerQueues(self, peers.values(), link, options);
    this.silentMembers = new SilentMembers(options);
  }

  /**
   * Joins the other nodes.
   *
   * @param vertx must be clustered
   */
  public static Future<Cluster> join(Vertx vertx, ClusterOptions options) {
    if (!vertx.isClustered()) {
      throw new IllegalArgumentException(
          "this Vert.x is not clustered: make it by ClusteredVertx.start, or by buildClustered");
    }
    Cluster cluster = new Cluster(options);
    return vertx.deployVerticle(cluster.link).map(cluster);
  }

  @Override
  public NodeId self() {
    return self;
  }

  /** Runs on the cluster's event loop, from any thread. */
  public void execute(Runnable work) {
    link.execute(work);
  }

  /**
   * Takes the messages of a subject; there is one receiver for each.
   *
   * @param subject a few ASCII characters
   */
  public void receive(String subject, ClusterReceiver receiver) {
    receivers.put(subject, receiver);
  }

  /** Adds a listener of the nodes. It receives the nodes that are up at once. */
  public void listen(ClusterListener listener) {
    listeners.add(listener);
    peers.values().stream().filter(Peer::isUp).forEach(peer -> listener.up(peer.id()));
  }

  /** Adds a version to the heartbeats, so that others notice when they have missed one. */
  public void announce(String of, LongSupplier version) {
    versions.put(of, version);
  }

  /** Receives the versions in the heartbeats of others. */
  public void listenToVersions(VersionListener listener) {
    versionListeners.add(listener);
  }

  @Override
  public List<NodeId> nodes() {
    return peers.values().stream().filter(Peer::isUp).map(Peer::id).toList();
  }

  /** Sends to one node. Dropped if that is down; see {@link ClusterOptions} for the bounds. */
  public void send(NodeId node, String subject, Buffer body) {
    Peer peer = peers.get(node);
    if (peer != null) {
      enqueueControl(peer, Batch.envelope(subject, body));
    }
  }

  /**
   * Sends a part of a state to one node, in its order with other messages. The part is encoded when
   * the node has read what is before it, so a state may be larger than {@link
   * ClusterOptions#maxControlBytes}.
   *
   * @param units how many topics or entries are in the part, which are held until then
   * @param body called on the cluster's event loop
   */
  public void sendPart(NodeId node, String subject, int units, Supplier<Buffer> body) {
    Peer peer = peers.get(node);
    if (peer != null && !leaving) {
      peer.enqueueControl(HELD_BYTES_PER_UNIT * units, () -> Batch.envelope(subject, body.get()));
      flushSoon();
    }
  }

  /** Sends to all nodes. */
  public void sendToAll(String subject, Buffer body) {
    Buffer envelope = Batch.envelope(subject, body);
    peers.values().forEach(peer -> enqueueControl(peer, envelope));
  }

  /**
   * Sends a message without a body that asks for something large, as often as a loss makes it
   * necessary, but once in a period: an answer that gets lost itself must not keep both nodes busy.
   */
  public void requestState(NodeId node, String subject) {
    Peer peer = peers.get(node);
    if (peer != null && peer.ask(subject)) {
      send(node, subject, Buffer.buffer());
    }
  }

  /**
   * Has what other nodes {@linkplain #ask ask} about a subject answered, from soon on. From any
   * thread.
   *
   * @param answerer called on the cluster's event loop; must not block
   */
  public void answer(String subject, Function<Buffer, Future<Buffer>> answerer) {
    execute(() -> link.answer(subject, answerer));
  }

  /**
   * Asks one node, beside the streams: how much is asked at a time is for the asker to bound. From
   * any thread.
   *
   * @return fails if the node is not there, or does not answer in time
   */
  public Future<Buffer> ask(NodeId node, String subject, Buffer question, long timeoutMillis) {
    return link.ask(node, subject, question, timeoutMillis);
  }

  /**
   * Says goodbye: the other nodes forget this one at once. Nothing can be sent afterwards.
   *
   * @return completes when the goodbye is on its way
   */
  public Future<Void> leave() {
    Promise<Void> left = Promise.promise();
    try {
      execute(() -> announceLeave().onComplete(left));
    } catch (RejectedExecutionException vertxIsClosed) {
      left.complete();
    }
    return left.future();
  }

  private Future<Void> announceLeave() {
    queues.flush();
    leaving = true;
    link.publishHeartbeat();
    return link.undeploy()
        .recover(
            failure ->
                // Undeployed with the verticle that joined.
                failure instanceof IllegalStateException
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }

  @Override
  public Losses losses() {
    return new Losses(
        peers.values().stream().mapToLong(Peer::dropped).sum(),
        peers.values().stream().mapToLong(Peer::lost).sum());
  }

  /**
   * Adds a source. It {@linkplain #enqueue enqueues} its messages right before the queues are sent.
   * To send them, call {@link #flushSoon}.
   */
  void source(PeerQueues.Source source) {
    queues.source(source);
  }

  /** Runs something after the messages of each batch that comes were received. */
  void afterBatch(Runnable action) {
    batchActions.add(action);
  }

  @Nullable Peer peer(NodeId node) {
    return peers.get(node);
  }

  /** Puts a broadcast into a node's queue, which is sent soon. The node may be gone. */
  void enqueue(NodeId node, Buffer broadcast) {
    Peer peer = peers.get(node);
    if (peer != null && !leaving) {
      peer.enqueue(broadcast);
      flushSoon();
    }
  }

  private void enqueueControl(Peer peer, Buffer envelope) {
    if (!leaving) {
      peer.enqueueControl(envelope);
      flushSoon();
    }
  }

  /** See {@link PeerQueues#flushSoon}. */
  void flushSoon() {
    queues.flushSoon();
  }

  // -- What comes from other nodes

  private void received(Batch batch) {
    Peer peer = peers.get(batch.from());
    if (peer == null || !peer.isUp()) {
      // Its heartbeat will come. This node then requests the state that it sent before.
      return;
    }
    peer.acknowledged(batch.acknowledged());
    if (peer.missedBefore(batch) > 0) {
      lost(peer);
    }
    try {
      peer.receive(batch, System.nanoTime(), (subject, body) -> received(peer, subject, body));
    } finally {
      // Also of a batch that is broken in the middle: what came before is whole.
      batchActions.forEach(Runnable::run);
    }
    queues.acknowledgeLater();
    queues.flush(peer);
  }

  private void received(Peer peer, String subject, Buffer body) {
    if (subject.equals(Subjects.LOST)) {
      listeners.forEach(listener -> listener.lost(peer.id()));
      return;
    }
    ClusterReceiver receiver = receivers.get(subject);
    if (receiver == null) {
      return;
    }
    try {
      receiver.receive(peer.id(), body);
    } catch (RuntimeException failure) {
      log.error("a message of node {} failed: {}", peer.id(), failure.toString());
      log.debug("message failed", failure);
    }
  }

  private void lost(Peer peer) {
    listeners.forEach(listener -> listener.lost(peer.id()));
    // The lost messages may have been requests for state.
    requestState(peer.id(), Subjects.LOST);
  }

  private void heartbeat(Heartbeat heartbeat) {
    NodeId node = heartbeat.node();
    if (node.equals(self) || leaving) {
      return;
    }
    silentMembers.recordHeartbeat(heartbeat.memberId());
    if (heartbeat.leaving()) {
      forget(node);
      return;
    }
    if (departed.containsKey(node)) {
      // Sent before it left, to another address than the message that it leaves.
      return;
    }
    Peer peer = peers.get(node);
    if ((peer == null || !peer.isUp()) && !link.members().contains(heartbeat.memberId())) {
      // Its last words, or its first ones, before the cluster manager knows of it.
      return;
    }
    if (peer == null) {
      peer = new Peer(node, heartbeat.memberId(), options);
      peers.put(node, peer);
      up(peer, heartbeat.sentTo(self));
    } else if (!peer.isUp()) {
      peer.markUp();
      up(peer, heartbeat.sentTo(self));
    }
    long now = System.nanoTime();
    peer.recordHeartbeat(now);
    peer.acknowledged(heartbeat.receivedFrom(self));
    boolean silent = !peer.hasReceivedLately();
    if (peer.hasSent(heartbeat.sentTo(self), now) > 0) {
      lost(peer);
      if (silent) {
        link.registerAgain();
      }
    }
    heartbeat
        .versions()
        .forEach(
            (of, version) ->
                versionListeners.forEach(listener -> listener.version(node, of, version)));
    queues.flush(peer);
  }

  /**
   * A node is there.
   *
   * @param missed the number of the last message that the node sent before this node knew it, and
   *     that was not handled
   */
  private void up(Peer peer, long missed) {
    log.info("node {} is up", peer.id());
    if (missed > peer.received()) {
      log.info(
          "skipped messages that node {} sent before it was known here: count={}",
          peer.id(),
          missed - peer.received());
      peer.startAfter(missed);
      requestState(peer.id(), Subjects.LOST);
    }
    listeners.forEach(listener -> listener.up(peer.id()));
    // Only to the new node: the others know this one already. If all nodes told each other, a node
    // that joins would cause 2 n² heartbeats.
    link.sendHeartbeatTo(peer.id());
  }

  private void forget(NodeId node) {
    departed.put(node, System.nanoTime());
    Peer peer = peers.get(node);
    if (peer != null) {
      log.info("node {} has left", node);
      peer.down();
      listeners.forEach(listener -> listener.left(node));
      peers.remove(node);
    }
  }

  private void down(Peer peer) {
    log.warn("node {} is down", peer.id());
    peer.down();
    listeners.forEach(listener -> listener.down(peer.id()));
  }

  // -- Once every period

  private void tick() {
    Set<String> members = Set.copyOf(link.members());
    long now = System.nanoTime();
    for (Peer peer : List.copyOf(peers.values())) {
      boolean silent =
          TimeUnit.NANOSECONDS.toMillis(now - peer.lastHeartbeat()) > options.downPeriodMillis();
      if (peer.isUp() && (silent || !members.contains(peer.memberId()))) {
        down(peer);
      }
      long lost = peer.takeRecentLosses();
      if (lost > 0) {
        log.warn("{} messages of node {} were lost", lost, peer.id());
      }
      peer.takeDueQuestions().forEach(question -> requestState(peer.id(), question));
    }
    departed
        .values()
        .removeIf(at -> TimeUnit.NANOSECONDS.toMillis(now - at) > options.downPeriodMillis());
    link.publishHeartbeat();
    if (silentMembers.periodEnded(members, link.memberId(), peers.values())) {
      link.registerAgain();
    }
  }

  /** The owner of the link. On its event loop. */
  private final class Receiver implements EventBusLink.Owner {
    @Override
    public void receiveHeartbeat(Heartbeat heartbeat) {
      Cluster.this.heartbeat(heartbeat);
    }

    @Override
    public void receiveBatch(Batch batch) {
      received(batch);
    }

    @Override
    public JsonObject ownHeartbeat(String memberId) {
      return Heartbeat.json(self, memberId, leaving, peers.values(), versions);
    }

    @Override
    public JsonObject ownHeartbeatTo(NodeId node, String memberId) {
      Peer peer = peers.get(node);
      List<Peer> only = peer == null ? List.of() : List.of(peer);
      return Heartbeat.json(self, memberId, leaving, only, versions);
    }

    @Override
    public void period() {
      tick();
    }
  }
}

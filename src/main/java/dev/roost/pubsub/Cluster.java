package dev.roost.pubsub;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.tracing.TracingPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node among the others: who they are, and numbered, bounded streams of messages to each of
 * them over Vert.x's clustered event bus.
 *
 * <p>A node has two addresses: one that all nodes share, for heartbeats, and one of its own, for
 * what is sent to it. Nothing is registered per topic. The event bus is known to lose a
 * registration when a partition heals; a node that ought to hear of another and does not registers
 * itself anew.
 *
 * <p>All of it runs on one event loop, a verticle's; the methods are to be called there, see {@link
 * #execute}, unless they say otherwise.
 */
public final class Cluster {
  private static final Logger log = LoggerFactory.getLogger(Cluster.class);

  private static final DeliveryOptions UNTRACED =
      new DeliveryOptions().setTracingPolicy(TracingPolicy.IGNORE);

  /** For how long an acknowledgement waits for something to go along with. */
  private static final long ACKNOWLEDGE_AFTER_MILLIS = 20;

  /** After how many periods without a word of a member the own registrations are made anew. */
  private static final int SILENT_PERIODS = 3;

  private final NodeId self = NodeId.random();
  private final ClusterOptions options;
  private final Map<NodeId, Peer> peers = new LinkedHashMap<>();
  private final Map<String, ClusterReceiver> receivers = new HashMap<>();
  private final Map<String, LongSupplier> versions = new LinkedHashMap<>();
  private final List<ClusterListener> listeners = new ArrayList<>();
  private final List<VersionListener> versionListeners = new ArrayList<>();
  private final Map<String, Integer> silentMembers = new HashMap<>();
  private final Link link = new Link();
  private @Nullable ClusterManager manager;
  private boolean flushScheduled;
  private boolean acknowledgeScheduled;
  private boolean leaving;

  /** Hears which version of something another node says it has. */
  public interface VersionListener {
    /** Called with each heartbeat. */
    void version(NodeId node, String of, long version);
  }

  private Cluster(ClusterOptions options) {
    this.options = options;
  }

  /**
   * Joins the other nodes.
   *
   * @param vertx must be clustered
   */
  public static Future<Cluster> join(Vertx vertx, ClusterOptions options) {
    if (!vertx.isClustered()) {
      throw new IllegalArgumentException("this Vert.x is not clustered");
    }
    Cluster cluster = new Cluster(options);
    return vertx.deployVerticle(cluster.link).map(cluster);
  }

  /** This run of this node. From any thread. */
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

  /** Follows the nodes from now on; those that are up are told at once. */
  public void listen(ClusterListener listener) {
    listeners.add(listener);
    peers.values().stream().filter(Peer::isUp).forEach(peer -> listener.up(peer.id()));
  }

  /** Puts a version into the heartbeats, so that others notice when they have missed one. */
  public void announce(String of, LongSupplier version) {
    versions.put(of, version);
  }

  /** Hears the versions in the heartbeats of others. */
  public void listenToVersions(VersionListener listener) {
    versionListeners.add(listener);
  }

  /** The nodes that are up. */
  public List<NodeId> nodes() {
    return peers.values().stream().filter(Peer::isUp).map(Peer::id).toList();
  }

  /** Sends to one node. Dropped if that is down; see {@link ClusterOptions} for the bounds. */
  public void send(NodeId node, String subject, Buffer body) {
    Peer peer = peers.get(node);
    if (peer != null) {
      enqueue(peer, Batch.envelope(subject, body));
    }
  }

  /** Sends to all nodes. */
  public void sendToAll(String subject, Buffer body) {
    Buffer envelope = Batch.envelope(subject, body);
    peers.values().forEach(peer -> enqueue(peer, envelope));
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
    execute(
        () -> {
          leaving = true;
          flush();
          link.publishHeartbeat();
          link.undeploy().onComplete(left);
        });
    return left.future();
  }

  /** Messages to and from other nodes that were dropped or never came, since the start. */
  public record Losses(long dropped, long lost) {}

  /** What has been lost between this node and those there are. */
  public Losses losses() {
    return new Losses(
        peers.values().stream().mapToLong(Peer::dropped).sum(),
        peers.values().stream().mapToLong(Peer::lost).sum());
  }

  @Nullable Peer peer(NodeId node) {
    return peers.get(node);
  }

  /** Puts an envelope into a peer's queue, which is sent when the present work is done. */
  void enqueue(Peer peer, Buffer envelope) {
    if (leaving) {
      return;
    }
    peer.enqueue(envelope);
    if (!flushScheduled) {
      flushScheduled = true;
      execute(this::flush);
    }
  }

  private void flush() {
    flushScheduled = false;
    peers.values().forEach(this::flush);
  }

  private void flush(Peer peer) {
    if (peer.isUp()) {
      peer.flush(self, batch -> link.sendTo(peer.id(), batch));
    }
  }

  private void acknowledgeSoon() {
    if (!acknowledgeScheduled) {
      acknowledgeScheduled = true;
      link.later(
          ACKNOWLEDGE_AFTER_MILLIS,
          () -> {
            acknowledgeScheduled = false;
            peers
                .values()
                .forEach(peer -> peer.acknowledge(self, batch -> link.sendTo(peer.id(), batch)));
          });
    }
  }

  // -- What comes from other nodes

  private void received(Batch batch) {
    Peer peer = peers.get(batch.from());
    if (peer == null || !peer.isUp()) {
      // Its heartbeat will come, and what it sent before will be asked for anew.
      return;
    }
    peer.acknowledged(batch.acknowledged());
    long lost = peer.receive(batch, (subject, body) -> received(peer, subject, body));
    if (lost > 0) {
      lost(peer, lost);
    }
    acknowledgeSoon();
    flush(peer);
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

  private void lost(Peer peer, long envelopes) {
    log.warn("{} messages of node {} were lost", envelopes, peer.id());
    listeners.forEach(listener -> listener.lost(peer.id()));
    haveItAskAnew(peer);
  }

  // What was lost may have been questions.
  private void haveItAskAnew(Peer peer) {
    enqueue(peer, Batch.envelope(Subjects.LOST, Buffer.buffer()));
  }

  private void heartbeat(Heartbeat heartbeat) {
    NodeId node = heartbeat.node();
    if (node.equals(self) || leaving) {
      return;
    }
    silentMembers.remove(heartbeat.memberId());
    if (heartbeat.leaving()) {
      forget(node);
      return;
    }
    Peer peer = peers.get(node);
    if ((peer == null || !peer.isUp()) && !membersOf(manager).contains(heartbeat.memberId())) {
      // Its last words, or its first ones, before the cluster manager knows of it.
      return;
    }
    if (peer == null) {
      peer = new Peer(node, heartbeat.memberId(), options);
      peers.put(node, peer);
      up(peer, heartbeat.sentTo(self));
    } else if (!peer.isUp()) {
      peer.upAgain();
      up(peer, heartbeat.sentTo(self));
    }
    peer.heard(System.nanoTime());
    peer.acknowledged(heartbeat.receivedFrom(self));
    long lost = peer.hasSent(heartbeat.sentTo(self));
    if (lost > 0) {
      lost(peer, lost);
      link.registerAnew();
    }
    heartbeat
        .versions()
        .forEach(
            (of, version) ->
                versionListeners.forEach(listener -> listener.version(node, of, version)));
    flush(peer);
  }

  /**
   * A node is there.
   *
   * @param missed the number of the last message that it sent us before we knew, which nobody here
   *     took
   */
  private void up(Peer peer, long missed) {
    log.info("node {} is up", peer.id());
    if (missed > peer.received()) {
      peer.startAfter(missed);
      haveItAskAnew(peer);
    }
    listeners.forEach(listener -> listener.up(peer.id()));
    // It should not have to wait for us.
    link.publishHeartbeat();
  }

  private void forget(NodeId node) {
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
    Set<String> members = Set.copyOf(membersOf(manager));
    long now = System.nanoTime();
    for (Peer peer : List.copyOf(peers.values())) {
      boolean silent =
          TimeUnit.NANOSECONDS.toMillis(now - peer.lastHeard()) > options.downPeriodMillis();
      if (peer.isUp() && (silent || !members.contains(peer.memberId()))) {
        down(peer);
      }
    }
    link.publishHeartbeat();
    listenForSilence(members);
  }

  // The cluster manager knows of a member, and we hear nothing of it: our registration may be gone.
  private void listenForSilence(Set<String> members) {
    silentMembers.keySet().retainAll(members);
    boolean registerAnew = false;
    for (String member : members) {
      boolean heard =
          member.equals(link.memberId)
              || peers.values().stream()
                  .anyMatch(peer -> peer.isUp() && peer.memberId().equals(member) && isFresh(peer));
      if (heard) {
        silentMembers.remove(member);
      } else if (silentMembers.merge(member, 1, Integer::sum) % SILENT_PERIODS == 0) {
        registerAnew = true;
      }
    }
    if (registerAnew) {
      link.registerAnew();
    }
  }

  private boolean isFresh(Peer peer) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - peer.lastHeard())
        < SILENT_PERIODS * options.broadcastPeriodMillis();
  }

  private static List<String> membersOf(@Nullable ClusterManager manager) {
    return manager == null ? List.of() : manager.getNodes();
  }

  /** The part that lives on the event bus. */
  private final class Link extends VerticleBase {
    private final List<MessageConsumer<Buffer>> registrations = new ArrayList<>();
    private final Map<String, Questions> questions = new LinkedHashMap<>();
    private String memberId = "";
    private boolean registering;

    @Override
    public Future<?> start() {
      manager = ((VertxInternal) vertx).clusterManager();
      memberId = manager.getNodeId();
      vertx.setPeriodic(options.broadcastPeriodMillis(), ignored -> tick());
      return register().onSuccess(registered -> publishHeartbeat());
    }

    void execute(Runnable work) {
      context.runOnContext(ignored -> work.run());
    }

    void later(long millis, Runnable work) {
      vertx.setTimer(millis, ignored -> work.run());
    }

    Future<Void> undeploy() {
      return vertx.undeploy(context.deploymentID());
    }

    private Future<Void> register() {
      MessageConsumer<Buffer> heartbeats = vertx.eventBus().consumer(shared());
      heartbeats.handler(this::heard);
      MessageConsumer<Buffer> batches = vertx.eventBus().consumer(address(self));
      batches.handler(this::got);
      registrations.add(heartbeats);
      registrations.add(batches);
      questions.forEach(this::register);
      return Future.all(registrations.stream().map(MessageConsumer::completion).toList())
          .mapEmpty();
    }

    private void register(String subject, Questions asked) {
      registrations.add(asked.register(vertx.eventBus(), address(self, subject)));
    }

    void answer(String subject, Function<Buffer, Future<Buffer>> answerer) {
      Questions asked = new Questions(answerer);
      questions.put(subject, asked);
      if (!registering) {
        register(subject, asked);
      }
    }

    Future<Buffer> ask(NodeId node, String subject, Buffer question, long timeoutMillis) {
      return Questions.ask(vertx.eventBus(), address(node, subject), question, timeoutMillis);
    }

    void registerAnew() {
      if (registering) {
        return;
      }
      registering = true;
      log.info("registering on the event bus anew");
      List<MessageConsumer<Buffer>> old = List.copyOf(registrations);
      registrations.clear();
      Future.join(old.stream().map(MessageConsumer::unregister).toList())
          .transform(unregistered -> register())
          .onComplete(
              registered -> {
                registering = false;
                publishHeartbeat();
              });
    }

    private void heard(Message<Buffer> message) {
      try {
        heartbeat(Heartbeat.of(message.body().toJsonObject()));
      } catch (RuntimeException broken) {
        log.warn("a heartbeat cannot be read: {}", broken.toString());
      }
    }

    private void got(Message<Buffer> message) {
      try {
        received(Batch.decode(message.body()));
      } catch (RuntimeException broken) {
        log.warn("a batch cannot be read: {}", broken.toString());
      }
    }

    void sendTo(NodeId node, Buffer batch) {
      try {
        vertx.eventBus().send(address(node), batch, UNTRACED);
      } catch (RuntimeException connectionJustLost) {
        // The event bus throws it at us. The node will miss the batch, and ask.
        log.debug("not sent to node {}: {}", node, connectionJustLost.toString());
      }
    }

    void publishHeartbeat() {
      JsonObject heartbeat = Heartbeat.json(self, memberId, leaving, peers.values(), versions);
      try {
        vertx.eventBus().publish(shared(), heartbeat.toBuffer(), UNTRACED);
      } catch (RuntimeException connectionJustLost) {
        log.debug("a heartbeat was not sent to all: {}", connectionJustLost.toString());
      }
    }

    private String shared() {
      return options.name() + ".nodes";
    }

    private String address(NodeId node) {
      return options.name() + ".node." + node;
    }

    private String address(NodeId node, String subject) {
      return address(node) + "." + subject;
    }
  }
}

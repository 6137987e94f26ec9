package dev.roost.internal.pubsub;

import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.NodeId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.tracing.TracingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a {@link Cluster} that uses the event bus, and the verticle whose event loop the
 * cluster runs on.
 *
 * <p>A node has two addresses: one that all nodes share, for heartbeats, and its own, for messages
 * to it, among them the heartbeat that answers its first one. Nothing is registered per topic. The
 * event bus is known to lose a registration when a partition heals; a node that receives no
 * heartbeats of a member {@linkplain Renewal renews} its own registration.
 */
final class EventBusLink extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(EventBusLink.class);

  private static final DeliveryOptions UNTRACED =
      new DeliveryOptions().setTracingPolicy(TracingPolicy.IGNORE);

  private final ClusterOptions options;
  private final NodeId self;
  private final Owner owner;
  private final List<String> answered = new ArrayList<>();
  private @Nullable ClusterManager manager;
  private @Nullable Renewal renewal;
  private String memberId = "";
  private boolean renewing;
  private boolean stopped;

  /** The owner of a link. Called on the event loop. */
  interface Owner {
    /** A node is alive, maybe this one. */
    void receiveHeartbeat(Heartbeat heartbeat);

    /** Another node has sent something. */
    void receiveBatch(Batch batch);

    /** This node's heartbeat. */
    JsonObject ownHeartbeat(String memberId);

    /** This node's heartbeat for one node only. */
    JsonObject ownHeartbeatTo(NodeId node, String memberId);

    /** A period has passed. */
    void period();
  }

  EventBusLink(ClusterOptions options, NodeId self, Owner owner) {
    this.options = options;
    this.self = self;
    this.owner = owner;
  }

  @Override
  public Future<?> start() {
    manager = ((VertxInternal) vertx).clusterManager();
    renewal = new Renewal((ContextInternal) context, manager);
    memberId = manager.getNodeId();
    vertx.setPeriodic(options.broadcastPeriodMillis(), ignored -> owner.period());
    MessageConsumer<Buffer> heartbeats =
        vertx.eventBus().consumer(shared(), this::receiveHeartbeat);
    MessageConsumer<Buffer> batches = vertx.eventBus().consumer(address(self), this::receiveOwn);
    return Future.all(heartbeats.completion(), batches.completion())
        .onSuccess(registered -> publishHeartbeat());
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return renewal == null ? Future.succeededFuture() : renewal.withdraw();
  }

  /** The cluster manager's name for this node. */
  String memberId() {
    return memberId;
  }

  /** Those that the cluster manager knows of. */
  List<String> members() {
    return manager == null ? List.of() : manager.getNodes();
  }

  /** Runs on the event loop, from any thread. */
  void execute(Runnable work) {
    context.runOnContext(ignored -> work.run());
  }

  /** Runs after a time, unless this has stopped by then. On the event loop. */
  void later(long millis, Runnable work) {
    // Vert.x also keeps each timer in a map, and batches need a timer every few milliseconds.
    ContextInternal own = (ContextInternal) context;
    own.nettyEventLoop()
        .schedule(() -> own.dispatch(() -> runUnlessStopped(work)), millis, TimeUnit.MILLISECONDS);
  }

  private void runUnlessStopped(Runnable work) {
    if (!stopped) {
      work.run();
    }
  }

  Future<Void> undeploy() {
    return vertx.undeploy(context.deploymentID());
  }

  /** Has the questions of a subject answered. */
  void answer(String subject, Function<Buffer, Future<Buffer>> answerer) {
    String address = address(self, subject);
    new Questions(answerer).register(vertx.eventBus(), address);
    answered.add(address);
  }

  /** Asks another node. From any thread. */
  Future<Buffer> ask(NodeId node, String subject, Buffer question, long timeoutMillis) {
    return Questions.ask(vertx.eventBus(), address(node, subject), question, timeoutMillis);
  }

  /** Registers on the event bus again, unless a registration is under way. */
  void registerAgain() {
    if (renewing || renewal == null) {
      return;
    }
    renewing = true;
    log.info("registering again on the event bus");
    List<String> addresses = new ArrayList<>(answered);
    addresses.add(shared());
    addresses.add(address(self));
    renewal
        .renew(addresses)
        .onComplete(
            renewed -> {
              renewing = false;
              publishHeartbeat();
            });
  }

  private void receiveHeartbeat(Message<Buffer> message) {
    try {
      owner.receiveHeartbeat(Heartbeat.of(message.body().toJsonObject()));
    } catch (RuntimeException broken) {
      log.warn("a heartbeat cannot be read: {}", broken.toString());
    }
  }

  private void receiveOwn(Message<Buffer> message) {
    try {
      Buffer body = message.body();
      if (Heartbeat.isHeartbeat(body)) {
        owner.receiveHeartbeat(Heartbeat.of(body.toJsonObject()));
      } else {
        owner.receiveBatch(Batch.decode(body));
      }
    } catch (RuntimeException broken) {
      log.warn("a message to this node cannot be read: {}", broken.toString());
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

  /** Sends a heartbeat to one node, to the address of its batches. */
  void sendHeartbeatTo(NodeId node) {
    sendTo(node, owner.ownHeartbeatTo(node, memberId).toBuffer());
  }

  void publishHeartbeat() {
    try {
      vertx.eventBus().publish(shared(), owner.ownHeartbeat(memberId).toBuffer(), UNTRACED);
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

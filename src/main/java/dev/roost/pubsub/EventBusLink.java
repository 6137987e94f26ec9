package dev.roost.pubsub;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.tracing.TracingPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a {@link Cluster} lives on the event bus, and the verticle whose event loop the cluster
 * runs on.
 *
 * <p>A node has two addresses: one that all nodes share, for heartbeats, and one of its own, for
 * what is sent to it. Nothing is registered per topic. The event bus is known to lose a
 * registration when a partition heals; a node that ought to hear of another and does not registers
 * itself anew.
 */
final class EventBusLink extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(EventBusLink.class);

  private static final DeliveryOptions UNTRACED =
      new DeliveryOptions().setTracingPolicy(TracingPolicy.IGNORE);

  private final ClusterOptions options;
  private final NodeId self;
  private final Owner owner;
  private final Map<String, Questions> questions = new LinkedHashMap<>();
  private List<MessageConsumer<Buffer>> registrations = new ArrayList<>();
  private @Nullable ClusterManager manager;
  private String memberId = "";
  private boolean registering;

  /** Whose link it is. Called on the event loop. */
  interface Owner {
    /** Some node is alive, maybe this one. */
    void heard(Heartbeat heartbeat);

    /** Another node has sent something. */
    void got(Batch batch);

    /** What this node has to say of itself. */
    JsonObject ownHeartbeat(String memberId);

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
    memberId = manager.getNodeId();
    vertx.setPeriodic(options.broadcastPeriodMillis(), ignored -> owner.period());
    return register().onSuccess(registered -> publishHeartbeat());
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
    registrations = new ArrayList<>(List.of(heartbeats, batches));
    questions.forEach(this::register);
    return Future.all(registrations.stream().map(MessageConsumer::completion).toList()).mapEmpty();
  }

  private void register(String subject, Questions asked) {
    registrations.add(asked.register(vertx.eventBus(), address(self, subject)));
  }

  /** Has the questions of a subject answered. */
  void answer(String subject, Function<Buffer, Future<Buffer>> answerer) {
    Questions asked = new Questions(answerer);
    questions.put(subject, asked);
    register(subject, asked);
  }

  /** Asks another node. From any thread. */
  Future<Buffer> ask(NodeId node, String subject, Buffer question, long timeoutMillis) {
    return Questions.ask(vertx.eventBus(), address(node, subject), question, timeoutMillis);
  }

  void registerAnew() {
    if (registering) {
      return;
    }
    registering = true;
    log.info("registering on the event bus anew");
    List<MessageConsumer<Buffer>> old = registrations;
    // In this order, so that what comes in between is taken. Both take it on the same event loop,
    // and a heartbeat that is heard twice does no harm.
    register()
        .transform(
            registered -> Future.join(old.stream().map(MessageConsumer::unregister).toList()))
        .onComplete(
            unregistered -> {
              registering = false;
              publishHeartbeat();
            });
  }

  private void heard(Message<Buffer> message) {
    try {
      owner.heard(Heartbeat.of(message.body().toJsonObject()));
    } catch (RuntimeException broken) {
      log.warn("a heartbeat cannot be read: {}", broken.toString());
    }
  }

  private void got(Message<Buffer> message) {
    try {
      owner.got(Batch.decode(message.body()));
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

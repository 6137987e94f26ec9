package dev.roost.dashboard;

import dev.roost.Endpoint;
import dev.roost.cluster.ClusterStatus;
import dev.roost.metrics.EventLoopSnapshot;
import dev.roost.metrics.OutboundSnapshot;
import dev.roost.presence.Presence;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers questions about this node. For one context. */
final class NodeAnswers {
  private static final Logger log = LoggerFactory.getLogger(NodeAnswers.class);

  /** Whatever another node asks for. */
  private static final int MAX_ROWS = 1_000;

  private final Endpoint endpoint;
  private final @Nullable Presence presence;
  private final Future<String> name;
  private @Nullable Future<NodeSample> measuring;

  NodeAnswers(Endpoint endpoint, @Nullable Presence presence) {
    this.endpoint = endpoint;
    this.presence = presence;
    // The host's name may have to be looked up.
    this.name =
        endpoint
            .vertx()
            .executeBlocking(() -> ManagementFactory.getRuntimeMXBean().getName(), false);
  }

  Future<?> answer(Question question) {
    int rows = (int) Math.min(question.number(), MAX_ROWS);
    return switch (question.kind()) {
      case SAMPLE -> sample();
      case SOCKETS -> endpoint.findSockets(question.text(), rows).map(SocketRows::of);
      case TOPICS ->
          endpoint.findTopics(question.text(), rows).map(found -> TopicRows.of(found, presence));
      case DISCONNECT -> disconnect(question.text(), question.number());
    };
  }

  private Future<Question.Disconnected> disconnect(String path, long id) {
    log.info("closing connection: asked for on the dashboard socket={} id={}", path, id);
    return endpoint.disconnect(path, id).map(Question.Disconnected::new);
  }

  /** Several who ask at a time get the same sample. */
  private Future<NodeSample> sample() {
    Future<NodeSample> present = measuring;
    if (present != null && !present.isComplete()) {
      return present;
    }
    Future<NodeSample> begun =
        name.compose(known -> endpoint.eventLoops().map(loops -> sample(known, loops)));
    measuring = begun;
    return begun;
  }

  private NodeSample sample(String known, List<EventLoopSnapshot> loops) {
    OutboundSnapshot outbound = endpoint.outbound();
    ClusterStatus cluster = endpoint.cluster();
    return new NodeSample(
        known,
        endpoint.isDraining(),
        endpoint.topics(),
        presence == null ? -1 : presence.topics(),
        outbound.bytes(),
        outbound.maxBytes(),
        outbound.ended(),
        endpoint.assemblyBytes(),
        endpoint.httpMetrics().open(),
        cluster == null ? 0 : cluster.losses().dropped(),
        cluster == null ? 0 : cluster.losses().lost(),
        JvmSample.take(),
        endpoint.metrics().entrySet().stream()
            .map(socket -> SocketTotals.of(socket.getKey(), socket.getValue()))
            .toList(),
        loops);
  }
}

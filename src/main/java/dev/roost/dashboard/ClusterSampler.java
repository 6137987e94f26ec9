package dev.roost.dashboard;

import dev.roost.cluster.NodeId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures all nodes periodically while this node has viewers, and sends them the result. Begins
 * with the first viewer. Ends a few turns after the last one, so that going from page to page keeps
 * the charts. Safe for any thread.
 */
final class ClusterSampler {
  private static final Logger log = LoggerFactory.getLogger(ClusterSampler.class);

  private static final String ALONE = "self";

  /** Turns without a viewer. */
  private static final int LINGER = 5;

  /** How many nodes are measured. */
  private static final int MAX_NODES = 100;

  private final Vertx vertx;
  private final Context context;
  private final NodeLink link;
  private final int intervalMillis;
  private volatile List<NodeState> latest = List.of();

  // The rest is touched on the context only.
  private final Set<Viewer> viewers = Collections.newSetFromMap(new IdentityHashMap<>());
  private Map<String, NodeHistory> histories = new LinkedHashMap<>();
  private boolean isRunning;
  private int turnsAlone;
  private long turns;

  ClusterSampler(Vertx vertx, Context context, NodeLink link, int intervalMillis) {
    this.vertx = vertx;
    this.context = context;
    this.link = link;
    this.intervalMillis = intervalMillis;
  }

  /** A viewer of the measurements. */
  interface Viewer {
    /** The nodes have been measured. On the sampler's thread; must be quick and not throw. */
    void measured(List<NodeState> states);
  }

  /** The name of a node in addresses of pages. */
  static String name(@Nullable NodeId node) {
    return node == null ? ALONE : node.toString();
  }

  /** The last measurement of the nodes; empty without viewers. */
  List<NodeState> latest() {
    return latest;
  }

  /** Adds a viewer, which receives the measurements. */
  void watch(Viewer viewer) {
    context.runOnContext(
        begin -> {
          viewers.add(viewer);
          if (!isRunning) {
            isRunning = true;
            turn();
          }
        });
  }

  /** Ends what {@link #watch} began. */
  void unwatch(Viewer viewer) {
    context.runOnContext(begin -> viewers.remove(viewer));
  }

  /** How often all nodes were measured. */
  Future<Long> turns() {
    return onContext(() -> turns);
  }

  /** Whether nodes are being measured. */
  Future<Boolean> isRunning() {
    return onContext(() -> isRunning);
  }

  private <T> Future<T> onContext(Supplier<T> read) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(begin -> promise.complete(read.get()));
    return promise.future();
  }

  // -- On the context

  private void turn() {
    turnsAlone = viewers.isEmpty() ? turnsAlone + 1 : 0;
    if (turnsAlone > LINGER) {
      isRunning = false;
      turnsAlone = 0;
      histories = new LinkedHashMap<>();
      latest = List.of();
      return;
    }
    turns++;
    measure()
        .onComplete(
            measured -> {
              if (measured.failed()) {
                log.warn("could not measure the nodes", measured.cause());
              }
              vertx.setTimer(intervalMillis, next -> turn());
            });
  }

  private Future<?> measure() {
    Map<String, NodeHistory> known = histories;
    Map<String, NodeHistory> present = new LinkedHashMap<>();
    List<Future<?>> asked = new ArrayList<>();
    for (NodeId node : link.nodes().stream().limit(MAX_NODES).toList()) {
      String name = name(node);
      NodeHistory history = known.getOrDefault(name, new NodeHistory(name, present.isEmpty()));
      present.put(name, history);
      asked.add(
          link.ask(node, Question.SAMPLE, NodeSample.class)
              .onSuccess(history::add)
              .onFailure(failure -> history.missed()));
    }
    histories = present;
    return Future.join(asked).otherwiseEmpty().onComplete(all -> publish());
  }

  private void publish() {
    List<NodeState> states = histories.values().stream().map(NodeHistory::state).toList();
    latest = states;
    viewers.forEach(viewer -> viewer.measured(states));
  }
}

package dev.roost.benchmark.scale;

import dev.roost.cluster.ClusterOptions;
import dev.roost.internal.pubsub.ClusterNodes;
import dev.roost.internal.pubsub.ClusterTraffic;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Clusters of several sizes on one event bus: what the nodes send each other for a heartbeat, a
 * join with a presence, and a node that comes late.
 *
 * <p>Takes the numbers of nodes as arguments.
 */
public final class ClusterScale {
  private static final int WARM_UP = 3;
  private static final int MEMBERS = 10;
  private static final int CLIENTS = 200;
  private static final int SINGLE_JOINS = 20;
  private static final int PERIODS = 4;
  private static final long PERIOD_MILLIS = 500;

  /** Acknowledgements come a little later than messages. */
  private static final long ACKNOWLEDGED_MILLIS = 80;

  private final Vertx bus;
  private final String name = "scale" + UUID.randomUUID();
  private final ClusterTraffic traffic;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final int size;
  private final JsonObject report = new JsonObject();
  private int presences;

  private ClusterScale(Vertx bus, int size) {
    this.bus = bus;
    this.size = size;
    this.traffic = new ClusterTraffic(bus, name);
  }

  /** Prints a report for each number of nodes. */
  public static void main(String[] numbers) {
    List<Vertx> buses = ClusterNodes.startBuses(1);
    JsonArray reports = new JsonArray();
    // What is loaded and compiled now counts for no cluster.
    new ClusterScale(buses.get(0), WARM_UP).run();
    Arrays.stream(numbers)
        .mapToInt(Integer::parseInt)
        .forEach(number -> reports.add(new ClusterScale(buses.get(0), number).run()));
    System.out.println(new JsonObject().put("clusters", reports).encode());
    System.exit(0);
  }

  private JsonObject run() {
    report.put("nodes", size);
    System.err.println("simulating " + size + " nodes");
    while (nodes.size() < size) {
      add();
    }
    Await.until(
        "all nodes to know each other",
        () -> nodes.stream().allMatch(node -> node.others() == size - 1));
    settle();
    report.put("idle", heartbeats());
    joinOneByOne();
    joinAtOnce();
    settle();
    report.put("busy", heartbeats());
    joinLate();
    nodes.forEach(SimulatedNode::close);
    traffic.close();
    return report;
  }

  private SimulatedNode add() {
    SimulatedNode node =
        SimulatedNode.start(
            bus,
            new ClusterOptions()
                .name(name)
                .broadcastPeriodMillis(PERIOD_MILLIS)
                .downPeriodMillis(60_000));
    nodes.add(node);
    return node;
  }

  /** Waits for some periods in which the nodes send each other nothing but heartbeats. */
  private void settle() {
    long before;
    do {
      before = traffic.of(ClusterTraffic.BATCH).messages();
      pause(3 * PERIOD_MILLIS);
    } while (traffic.of(ClusterTraffic.BATCH).messages() > before);
  }

  private static void pause(long millis) {
    long until = System.nanoTime() + millis * 1_000_000;
    Await.until("a pause", () -> System.nanoTime() > until);
  }

  private JsonObject heartbeats() {
    traffic.reset();
    long start = System.nanoTime();
    pause(PERIODS * PERIOD_MILLIS);
    double periods = (System.nanoTime() - start) / 1e6 / PERIOD_MILLIS;
    ClusterTraffic.Volume sent = traffic.of(ClusterTraffic.HEARTBEAT);
    // Each node receives its own heartbeat too; over a network it would not.
    return new JsonObject()
        .put("messages", sent.messages() / periods / size)
        .put("bytes", sent.bytes() / periods / size)
        .put("size", (double) sent.bytes() / sent.messages());
  }

  private static String room(int node, int client) {
    return "room:" + node + "-" + client / MEMBERS;
  }

  private void join(int node, int first, int number) {
    nodes.get(node).join(first, number, i -> room(node, i));
  }

  private void track(int node, int first, int number) {
    nodes.get(node).track(first, number, i -> room(node, i));
    presences += number;
  }

  private void untilAllSeeAll() {
    Await.until(
        "all presences on all nodes",
        () -> nodes.stream().allMatch(node -> node.presences() == presences));
  }

  private void joinOneByOne() {
    nodes.get(0).connect(SINGLE_JOINS * MEMBERS);
    traffic.reset();
    for (int i = 0; i < SINGLE_JOINS; i++) {
      // Each in a topic of its own.
      join(0, i * MEMBERS, 1);
      track(0, i * MEMBERS, 1);
      untilAllSeeAll();
      pause(ACKNOWLEDGED_MILLIS);
    }
    report.put("oneJoin", perNode(SINGLE_JOINS));
  }

  private void joinAtOnce() {
    List<Integer> firsts = nodes.stream().map(node -> node.connect(CLIENTS)).toList();
    traffic.reset();
    for (int node = 0; node < size; node++) {
      join(node, firsts.get(node), CLIENTS);
    }
    settle();
    int joins = size * CLIENTS;
    int topics = joins / MEMBERS;
    long joined = Heap.used();
    report.put("topics", perNode(topics));
    traffic.reset();
    for (int node = 0; node < size; node++) {
      track(node, firsts.get(node), CLIENTS);
    }
    untilAllSeeAll();
    settle();
    report.put("joins", perNode(joins).put("heap", (double) (Heap.used() - joined) / joins));
  }

  /** The messages and bytes for each other node, divided by the number of units. */
  private JsonObject perNode(int units) {
    ClusterTraffic.Volume sent = traffic.of(ClusterTraffic.BATCH);
    double receivers = (double) units * (size - 1);
    return new JsonObject()
        .put("messages", sent.messages() / receivers)
        .put("bytes", sent.bytes() / receivers)
        .put("details", traffic.toString());
  }

  private void joinLate() {
    traffic.reset();
    long start = System.nanoTime();
    SimulatedNode late = add();
    Await.until("all presences on the late node", () -> late.presences() == presences);
    Await.until(
        "the others to know the late node",
        () -> nodes.stream().allMatch(node -> node.others() == size));
    double millis = (System.nanoTime() - start) / 1e6;
    pause(ACKNOWLEDGED_MILLIS);
    ClusterTraffic.Volume state =
        traffic.of(ClusterTraffic.BATCH, late.endpoint().cluster().self());
    ClusterTraffic.Volume heartbeats = traffic.of(ClusterTraffic.HEARTBEAT);
    report.put(
        "late",
        new JsonObject()
            .put("millis", millis)
            .put("presences", presences)
            .put("messages", state.messages())
            .put("bytes", state.bytes())
            .put("bytesPerPresence", (double) state.bytes() / presences)
            .put("heartbeats", heartbeats.messages())
            .put("heartbeatBytes", heartbeats.bytes())
            .put("details", traffic.toString()));
  }
}

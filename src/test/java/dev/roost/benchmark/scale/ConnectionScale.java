package dev.roost.benchmark.scale;

import dev.roost.DrainOptions;
import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.channel.ConnectResult;
import dev.roost.internal.transport.SimulatedClients;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * One node with many connections: each is in a topic with all others and in one of ten, and present
 * there. Reports the heap and the time that each of them costs, for several numbers of connections.
 *
 * <p>Takes these numbers as arguments.
 */
public final class ConnectionScale {
  private static final int LOOPS = 2;
  private static final int MEMBERS = 10;
  private static final int REPETITIONS = 9;
  private static final int WARM_UP = 20_000;
  private static final int ECHOES_AT_ONCE = 2_000;
  private static final long LOAD_NANOS = 4_000_000_000L;
  private static final DrainOptions AT_ONCE = new DrainOptions(Integer.MAX_VALUE, 1, 1);
  private static final String PATH = "/socket";
  private static final String ALL = "all:lobby";

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS).setPreferNativeTransport(false));
  private final LongAdder tracked = new LongAdder();
  private final Endpoint endpoint;
  private final Presence presence;
  private final SimulatedClients clients;
  private final Pauses pauses;
  private final int connections;
  private final int topics;
  private final JsonObject report = new JsonObject();

  private ConnectionScale(int connections, Pauses pauses) {
    this.connections = connections;
    this.topics = connections / MEMBERS;
    this.pauses = pauses;
    endpoint = Endpoint.create(vertx, new EndpointOptions().maxConnections(Integer.MAX_VALUE));
    presence = endpoint.presence(new PresenceOptions());
    endpoint.socket(
        PATH,
        socket ->
            socket
                .connect(request -> ConnectResult.accept().now())
                .channel("all:*", () -> new ScaleChannel(presence, tracked))
                .channel("room:*", () -> new ScaleChannel(presence, tracked))
                .drainer(AT_ONCE));
    clients = new SimulatedClients(vertx, endpoint, PATH, LOOPS);
  }

  /** Prints a report for each number of connections. */
  public static void main(String[] numbers) {
    Pauses pauses = new Pauses();
    JsonArray reports = new JsonArray();
    new ConnectionScale(WARM_UP, pauses).run();
    Arrays.stream(numbers)
        .mapToInt(Integer::parseInt)
        .forEach(number -> reports.add(new ConnectionScale(number, pauses).run()));
    System.out.println(new JsonObject().put("connections", reports).encode());
    System.exit(0);
  }

  private JsonObject run() {
    report.put("connections", connections).put("topics", topics);
    long before = Heap.used();
    pauses.take();
    before =
        step(
            "connection", before, connections, () -> clients.connect(connections), this::areOpened);
    before =
        step(
            "channel",
            before,
            connections,
            () -> send(0, i -> message("1", ALL, "phx_join")),
            frames(connections));
    // The difference to the channel before is the cost of the topics.
    before =
        step(
            "room",
            before,
            connections,
            () -> send(0, i -> message("2", room(i), "phx_join")),
            frames(connections));
    before =
        step(
            "present",
            before,
            connections,
            () -> send(0, i -> message("2", room(i), "user" + i)),
            tracked(connections));
    step(
        "presence",
        before,
        connections,
        () -> send(0, i -> message("2", room(i), "twin" + i)),
        tracked(connections));
    settle();
    broadcast();
    list();
    load();
    drain();
    Await.get(vertx.close());
    return report;
  }

  private String room(int client) {
    return "room:" + client / MEMBERS;
  }

  private static String message(String joinRef, String topic, String event) {
    return "[\"" + joinRef + "\",\"1\",\"" + topic + "\",\"" + event + "\",{}]";
  }

  private interface Text {
    String of(int client);
  }

  private void send(int first, Text message) {
    clients.send(first, connections - first, message::of);
  }

  // -- Conditions

  private boolean areOpened() {
    return endpoint.metrics().get(PATH).open() == connections;
  }

  private BooleanSupplier frames(long more) {
    long all = clients.frames() + more;
    return () -> clients.frames() == all;
  }

  private BooleanSupplier tracked(long more) {
    long all = tracked.sum() + more;
    return () -> tracked.sum() == all;
  }

  /** Waits until the last diffs of the presences are sent. */
  private void settle() {
    long[] seen = {-1};
    while (seen[0] != clients.frames()) {
      seen[0] = clients.frames();
      long until = System.nanoTime() + 200_000_000L;
      Await.until("a pause", () -> System.nanoTime() > until);
    }
  }

  // -- Measurements

  private long step(String what, long before, int units, Runnable work, BooleanSupplier done) {
    long cpu = LoopThreads.cpu();
    long allocated = LoopThreads.allocated();
    work.run();
    long nanos = Await.until(units + " of " + what, done);
    report.put(
        what,
        new JsonObject()
            .put("micros", (LoopThreads.cpu() - cpu) / 1e3 / units)
            .put("allocated", (LoopThreads.allocated() - allocated) / units)
            .put("seconds", nanos / 1e9)
            .put("pauses", new JsonArray(pauses.take())));
    long after = Heap.used();
    report.getJsonObject(what).put("bytes", (double) (after - before) / units);
    System.err.println(connections + " connections, " + what + ": " + report.getJsonObject(what));
    return after;
  }

  private void broadcast() {
    Map<String, String> payload = Map.of("text", "x".repeat(180));
    report.put(
        "broadcast",
        timed(
            connections,
            () -> {
              BooleanSupplier all = frames(connections);
              endpoint.broadcast(ALL, "news", payload);
              Await.until("a frame for each connection", all);
            }));
    report.put(
        "rooms",
        timed(
            connections,
            () -> {
              BooleanSupplier all = frames(connections);
              for (int topic = 0; topic < topics; topic++) {
                endpoint.broadcast("room:" + topic, "news", payload);
              }
              Await.until("a frame for each connection", all);
            }));
  }

  private void list() {
    report.put("listPresences", timed(topics, this::listAll));
    report.put("findTopics", timed(1, () -> Await.get(endpoint.findTopics("room", 50))));
    report.put("findSockets", timed(1, () -> Await.get(endpoint.findSockets("room", 50))));
    report.put("queuedBytes", timed(1, () -> Await.get(endpoint.queuedBytes())));
  }

  private void listAll() {
    for (int topic = 0; topic < topics; topic++) {
      int size = presence.list("room:" + topic).size();
      if (size != 2 * MEMBERS) {
        throw new IllegalStateException("expected " + 2 * MEMBERS + " presences, found " + size);
      }
    }
  }

  /** Echoes by some of the clients and messages in rooms while the others are idle. */
  private void load() {
    pauses.take();
    long start = System.nanoTime();
    long echoes = 0;
    int first = 0;
    while (System.nanoTime() - start < LOAD_NANOS) {
      BooleanSupplier answered = frames(ECHOES_AT_ONCE);
      clients.send(first, ECHOES_AT_ONCE, i -> message("2", room(i), "echo"));
      Await.until("an answer to each", answered);
      first = (first + ECHOES_AT_ONCE) % (connections - ECHOES_AT_ONCE + 1);
      echoes += ECHOES_AT_ONCE;
    }
    List<Long> stopped = pauses.take();
    report.put(
        "load",
        new JsonObject()
            .put("echoesPerSecond", echoes * 1e9 / (System.nanoTime() - start))
            .put("pauses", new JsonArray(stopped)));
  }

  private void drain() {
    long cpu = LoopThreads.cpu();
    long start = System.nanoTime();
    Await.get(endpoint.drainConnections());
    Await.until("all connections to be closed", () -> clients.closed() == connections);
    Await.until("all presences to be gone", () -> presence.topics() == 0);
    Await.until("all topics to be gone", () -> endpoint.topics() == 0);
    report.put(
        "drain",
        new JsonObject()
            .put("millis", (System.nanoTime() - start) / 1e6)
            .put("micros", (LoopThreads.cpu() - cpu) / 1e3 / connections)
            .put("pauses", new JsonArray(pauses.take())));
  }

  private static JsonObject timed(int units, Runnable work) {
    double[] millis = new double[REPETITIONS];
    double[] micros = new double[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
      long cpu = LoopThreads.cpu();
      long start = System.nanoTime();
      work.run();
      millis[i] = (System.nanoTime() - start) / 1e6;
      micros[i] = (LoopThreads.cpu() - cpu) / 1e3 / units;
    }
    Arrays.sort(millis);
    Arrays.sort(micros);
    return new JsonObject()
        .put("millis", millis[REPETITIONS / 2])
        .put("micros", micros[REPETITIONS / 2]);
  }
}

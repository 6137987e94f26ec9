package dev.roost.processes;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;

/**
 * Users of all nodes: residents stay and broadcast, transient users connect and disconnect.
 *
 * <p>All of them run on one event loop. Call methods there, see {@link #ask}, unless documented
 * otherwise.
 */
final class SimulatedUsers implements AutoCloseable {
  static final String RESIDENT = "resident";
  static final String ALL_USERS = "";

  private static final int RESIDENTS_OF_NODE = 8;
  private static final int TRANSIENT_USERS_OF_NODE = 2;
  private static final long SPEAK_MILLIS = 15;
  private static final long STEP_MILLIS = 150;
  private static final long BULK_MILLIS = 15;
  private static final String BULK = "x".repeat(60_000);
  private static final long POLL_MILLIS = 50;
  private static final String ROOM = "room:town";

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = loops.next();
  private final List<Path> doors;
  private final Deliveries deliveries;
  private final Deliveries bulk;
  private final List<Visitor> residents = new ArrayList<>();
  private final List<TransientUser> transientUsers = new ArrayList<>();
  private final List<Visitor> listeners = new ArrayList<>();
  private final Map<String, Map<Integer, Long>> sightings = new HashMap<>();
  private long turn;
  private long steps;
  private boolean paused;
  private int bulkFrom = Visitor.NOWHERE;

  /** Connects, leaves the topic, rejoins it, and disconnects. */
  private static final class TransientUser {
    private final Visitor visitor;
    private final int node;
    private int step;

    TransientUser(Visitor visitor, int node) {
      this.visitor = visitor;
      this.node = node;
    }

    void step() {
      if (!visitor.isSettled()) {
        return;
      }
      switch (step++ % 4) {
        case 0 -> visitor.goTo(node);
        case 1 -> visitor.leavePresence();
        case 2 -> visitor.joinPresence();
        default -> visitor.goAway();
      }
    }
  }

  /**
   * Connects all users. Thread-safe.
   *
   * @param doors the nodes' sockets
   */
  SimulatedUsers(List<Path> doors) {
    this.doors = List.copyOf(doors);
    this.deliveries = new Deliveries(doors.size());
    this.bulk = new Deliveries(doors.size());
    run(this::start);
  }

  private void start() {
    for (int node = 0; node < doors.size(); node++) {
      for (int i = 0; i < RESIDENTS_OF_NODE; i++) {
        addResident(node);
      }
      for (int i = 0; i < TRANSIENT_USERS_OF_NODE; i++) {
        String name = "transient user " + (transientUsers.size() + 1);
        transientUsers.add(new TransientUser(new Visitor(this, name, ROOM, deliveries), node));
      }
      Visitor listener = new Visitor(this, "listener " + (node + 1), "room:bulk", bulk);
      listeners.add(listener);
      listener.goTo(node);
    }
    every(SPEAK_MILLIS, () -> residents.get((int) (turn++ % residents.size())).speak(null));
    every(
        STEP_MILLIS,
        () -> {
          if (!paused) {
            transientUsers.get((int) (steps++ % transientUsers.size())).step();
          }
        });
    every(
        BULK_MILLIS,
        () -> {
          if (bulkFrom != Visitor.NOWHERE) {
            listeners.get(bulkFrom).speak(BULK);
          }
        });
  }

  private void every(long millis, Runnable work) {
    loop.scheduleAtFixedRate(work, millis, millis, TimeUnit.MILLISECONDS);
  }

  void later(long millis, Runnable work) {
    loop.schedule(work, millis, TimeUnit.MILLISECONDS);
  }

  EventLoop loop() {
    return loop;
  }

  Path door(int node) {
    return doors.get(node);
  }

  // -- Users

  Visitor addResident(int node) {
    Visitor visitor = new Visitor(this, RESIDENT + " " + (residents.size() + 1), ROOM, deliveries);
    residents.add(visitor);
    visitor.goTo(node);
    return visitor;
  }

  List<Visitor> residentsOf(int node) {
    return residents.stream().filter(visitor -> visitor.node() == node).toList();
  }

  /** All users except the transient users. */
  List<Visitor> stayersOf(int node) {
    return all().stream()
        .filter(visitor -> visitor.node() == node)
        .filter(visitor -> transientUsers.stream().noneMatch(passer -> passer.visitor == visitor))
        .toList();
  }

  private List<Visitor> all() {
    List<Visitor> all = new ArrayList<>(residents);
    transientUsers.forEach(passer -> all.add(passer.visitor));
    all.addAll(listeners);
    return all;
  }

  /** Pauses or resumes the transient users. */
  void pause(boolean pause) {
    paused = pause;
  }

  /** Users with this name prefix that are not connected to their node yet. */
  String unsettled(String prefix) {
    String unsettled =
        all().stream()
            .filter(visitor -> visitor.name().startsWith(prefix))
            .filter(visitor -> !visitor.isSettled())
            .map(Visitor::name)
            .collect(Collectors.joining(", "));
    return unsettled.isEmpty() ? "" : "not settled: " + unsettled;
  }

  // -- Presences

  /**
   * Compares the presences that users of these nodes see with the users of these nodes.
   *
   * @param prefix of the compared names
   * @return the first difference, or an empty string
   */
  String disagreement(String prefix, Set<Integer> nodes) {
    List<Visitor> here =
        all().stream().filter(Visitor::isPresent).filter(v -> nodes.contains(v.node())).toList();
    Set<String> there =
        here.stream()
            .map(Visitor::name)
            .filter(name -> name.startsWith(prefix))
            .collect(Collectors.toCollection(TreeSet::new));
    for (Visitor viewer : here) {
      PresenceView view = viewer.view();
      if (view != null) {
        String difference = difference(there, only(prefix, view.refs()));
        if (!difference.isEmpty()) {
          return viewer.name() + " at node " + (viewer.node() + 1) + " " + difference;
        }
      }
    }
    return "";
  }

  private static SortedMap<String, Set<String>> only(
      String prefix, SortedMap<String, Set<String>> refs) {
    return prefix.isEmpty() ? refs : refs.subMap(prefix, prefix + Character.MAX_VALUE);
  }

  private static String difference(Set<String> there, Map<String, Set<String>> seen) {
    Set<String> missing = new TreeSet<>(there);
    missing.removeAll(seen.keySet());
    Set<String> ghosts = new TreeSet<>(seen.keySet());
    ghosts.removeAll(there);
    Set<String> doubled = new TreeSet<>();
    seen.forEach(
        (key, refs) -> {
          if (refs.size() != 1) {
            doubled.add(key);
          }
        });
    return missing.isEmpty() && ghosts.isEmpty() && doubled.isEmpty()
        ? ""
        : "misses " + missing + ", sees the ghosts " + ghosts + ", and more than once " + doubled;
  }

  /** The presence list of each node, by node number. Thread-safe. */
  Map<Integer, SortedMap<String, Set<String>>> lists() {
    Map<Integer, SortedMap<String, Set<String>>> lists = new TreeMap<>();
    for (int node : allNodes()) {
      JsonObject reply =
          ask(() -> residentsOf(node).get(0).list()).orTimeout(10, TimeUnit.SECONDS).join();
      lists.put(node + 1, PresenceView.refsOf(reply.getJsonObject("response")));
    }
    return lists;
  }

  Set<Integer> allNodes() {
    return IntStream.range(0, doors.size()).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  Set<Integer> allNodesBut(int node) {
    Set<Integer> others = allNodes();
    others.remove(node);
    return others;
  }

  /** A user of a node received the join of a key. */
  void sighted(String key, int node) {
    Map<Integer, Long> ofKey = sightings.get(key);
    if (ofKey != null) {
      ofKey.putIfAbsent(node, System.nanoTime());
    }
  }

  /** Starts recording when each node first reports the join of the key. */
  Map<Integer, Long> watchFor(String key) {
    Map<Integer, Long> ofKey = new TreeMap<>();
    sightings.put(key, ofKey);
    return ofKey;
  }

  // -- Broadcasts

  Deliveries deliveries() {
    return deliveries;
  }

  Deliveries bulk() {
    return bulk;
  }

  /** Starts or stops broadcasts of four megabytes a second from a node to one user of each node. */
  void bulkFrom(int node) {
    bulkFrom = node;
  }

  // -- Thread-safe methods

  /** Runs on the event loop and waits for the result. */
  <T> T ask(Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, loop).orTimeout(30, TimeUnit.SECONDS).join();
  }

  void run(Runnable work) {
    ask(
        () -> {
          work.run();
          return true;
        });
  }

  void forEach(Supplier<List<Visitor>> whom, Consumer<Visitor> action) {
    run(() -> List.copyOf(whom.get()).forEach(action));
  }

  /**
   * Waits until nothing is missing.
   *
   * @param missing describes what is missing, on the event loop
   * @return the elapsed milliseconds
   */
  long awaitNothing(String what, long seconds, Supplier<String> missing)
      throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      String still = ask(missing);
      long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (still.isEmpty()) {
        return passed;
      }
      if (passed > TimeUnit.SECONDS.toMillis(seconds)) {
        Assertions.fail("%s: not after %d s: %s", what, seconds, still);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Ends all connections. */
  @Override
  public void close() {
    forEach(this::all, Visitor::goAway);
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}

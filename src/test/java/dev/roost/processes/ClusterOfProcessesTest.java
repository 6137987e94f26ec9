package dev.roost.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roost.processes.Namespaces.Cut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Three servers, each a process in its own network namespace, under a steady load of joins, leaves
 * and broadcasts, with one failure after another.
 *
 * <p>Needs root and {@code ip netns}. Skipped without them, unless the environment has {@code
 * CI=true}. {@code -Dcluster.slow=true} makes the failures longer and adds some.
 */
@TestMethodOrder(OrderAnnotation.class)
class ClusterOfProcessesTest {
  private static final int NODES = 3;
  private static final boolean SLOW = Boolean.getBoolean("cluster.slow");

  /** The time limit for a cluster's recovery. */
  private static final int RECOVERY_SECONDS = 30;

  /** The time limit for removing the presences of a lost node. */
  private static final int LOSS_SECONDS = 10;

  /** The additional memory that a node may use while another does not read. */
  private static final int ADDITIONAL_MEGABYTES = 64;

  private static @Nullable Path directory;
  private static @Nullable Namespaces namespaces;
  private static @Nullable SimulatedUsers users;
  private static final List<ServerProcess> servers = new ArrayList<>();
  private static boolean failed;

  @RegisterExtension
  static final AfterTestExecutionCallback ON_FAILURE =
      context -> {
        if (context.getExecutionException().isPresent()) {
          failed = true;
          printLogs();
        }
      };

  @BeforeAll
  static void start() throws Exception {
    String obstacle = Namespaces.obstacle();
    if (obstacle != null) {
      String message = "no network namespaces, which need root and iproute2: " + obstacle;
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      System.out.println("Skipped: " + message);
      assumeTrue(false, message);
    }
    long start = System.nanoTime();
    failed = false;
    servers.clear();
    directory = Files.createTempDirectory("roost");
    namespaces = new Namespaces(NODES);
    // One by one, so that the first is Hazelcast's master.
    for (int node = 0; node < NODES; node++) {
      servers.add(launch(node));
      awaitReady(node);
    }
    users =
        new SimulatedUsers(
            IntStream.range(0, NODES).mapToObj(ClusterOfProcessesTest::door).toList());
    awaitRecovery("the beginning", System.nanoTime());
    print("started in %d ms".formatted(millisSince(start)));
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      if (users != null) {
        users.close();
      }
    } finally {
      if (namespaces != null) {
        namespaces.close();
      }
    }
    if (directory != null) {
      for (int node = 0; node < NODES; node++) {
        Files.deleteIfExists(door(node));
        Files.deleteIfExists(log(node));
      }
      Files.delete(directory);
    }
  }

  @BeforeEach
  void onlyIfAllIsWell() {
    // Fail instead of skip: the build does not rerun skipped tests.
    assertThat(failed).as("an earlier failure left the cluster in an unknown state").isFalse();
    users.run(() -> users.deliveries().reset());
  }

  @Test
  @Order(1)
  void broadcastsAndPresencesReachAllNodes() throws Exception {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      int node = i % NODES;
      Visitor[] newcomer = new Visitor[1];
      long start = System.nanoTime();
      Map<Integer, Long> seen =
          users.ask(
              () -> {
                newcomer[0] = users.addResident(node);
                return users.watchFor(newcomer[0].name());
              });
      users.awaitNothing(
          "a newcomer is seen at all nodes",
          LOSS_SECONDS,
          () -> seen.keySet().containsAll(users.allNodes()) ? "" : "seen only at " + seen.keySet());
      seen.values().forEach(at -> times.add(TimeUnit.NANOSECONDS.toMillis(at - start)));
      users.run(newcomer[0]::goAway);
    }
    users.awaitNothing(
        "broadcasts in every direction",
        RECOVERY_SECONDS,
        () ->
            users.deliveries().fewest() >= 200
                ? ""
                : "only " + users.deliveries().fewest() + " in one of them");
    Deliveries deliveries = users.deliveries();
    assertThat(users.ask(deliveries::missing)).as("lost broadcasts").isZero();
    assertOrderAndNoGhosts();
    times.sort(null);
    print(
        ("nothing fails: %d broadcasts came, none missing, the slowest in %d ms;"
                + " from a join to its diff at all nodes %d to %d ms, median %d ms")
            .formatted(
                users.ask(deliveries::count),
                users.ask(deliveries::longestWayMillis),
                times.get(0),
                times.get(times.size() - 1),
                times.get(times.size() / 2)));
  }

  @Test
  @Order(2)
  void killedNodeIsRemovedAndRejoins() throws Exception {
    killAndRestart(2);
    if (SLOW) {
      killAndRestart(0);
    }
  }

  private void killAndRestart(int node) throws Exception {
    List<Visitor> visitors = users.ask(() -> users.stayersOf(node));
    users.forEach(() -> visitors, visitor -> visitor.goToWhenLost(Visitor.NOWHERE));
    servers.get(node).signal("KILL");
    long vanished = awaitAgreement("the killed node's users are gone", users.allNodesBut(node));
    assertThat(servers.get(node).awaitEnd(10)).isTrue();

    long restart = System.nanoTime();
    servers.set(node, launch(node));
    awaitReady(node);
    long ready = millisSince(restart);
    users.forEach(() -> visitors, visitor -> visitor.goTo(node));
    long recovered = awaitRecovery("a restart", System.nanoTime());
    assertOrderAndNoGhosts();
    print(
        "node %d killed: its users gone after %d ms; restarted in %d ms, all well %d ms later"
            .formatted(node + 1, vanished, ready, recovered));
  }

  @Test
  @Order(3)
  void pausedNodeDoesNotDelayOthersAndContinues() throws Exception {
    stopAndContinue(0, SLOW ? 60 : 20);
    if (SLOW) {
      stopAndContinue(2, 20);
      // Too short for the failure detector.
      stopAndContinue(1, 5);
    }
  }

  private void stopAndContinue(int node, int seconds) throws Exception {
    Set<Integer> others = users.allNodesBut(node);
    int from = others.iterator().next();
    long before = memory(others);
    long most = before;
    users.run(() -> users.bulkFrom(from));
    users.run(() -> users.deliveries().reset());
    long start = System.nanoTime();
    servers.get(node).signal("STOP");
    long vanished = -1;
    while (millisSince(start) < seconds * 1000L) {
      pause(200);
      most = Math.max(most, memory(others));
      if (vanished < 0
          && users.ask(() -> users.disagreement(SimulatedUsers.RESIDENT, others)).isEmpty()) {
        vanished = millisSince(start);
      }
    }
    long localGap = longestGap(others, true);
    long remoteGap = longestGap(others, false);
    String gaps = users.ask(() -> users.deliveries().toString());
    servers.get(node).signal("CONT");
    users.run(() -> users.bulkFrom(Visitor.NOWHERE));
    long recovered = awaitRecovery("a stop of " + seconds + " s", System.nanoTime());
    assertOrderAndNoGhosts();
    print(
        ("node %d stopped for %d s: its users gone after %d ms, longest silence on another node"
                + " %d ms, between the others %d ms, their memory %d MB before and at most %d MB;"
                + " all well %d ms after")
            .formatted(node + 1, seconds, vanished, localGap, remoteGap, before, most, recovered));
    assertThat(localGap).as("silence on one node, ms").isLessThan(5_000);
    assertThat(remoteGap).as("silence between two nodes, ms: %s", gaps).isLessThan(5_000);
    assertThat(most - before).as("additional memory, MB").isLessThan(ADDITIONAL_MEGABYTES);
  }

  @Test
  @Order(4)
  void partitionedClusterMerges() throws Exception {
    partitionAndHeal(1, Cut.UNPLUGGED);
    if (SLOW) {
      partitionAndHeal(2, Cut.LINK_DOWN);
      partitionAndHeal(0, Cut.UNPLUGGED);
    }
  }

  private void partitionAndHeal(int node, Cut cut) throws Exception {
    Set<Integer> others = users.allNodesBut(node);
    int other = others.iterator().next();
    users.run(() -> users.deliveries().reset());
    long start = System.nanoTime();
    namespaces.cut(node, cut);
    awaitAgreement("those of the larger part see each other", 2 * LOSS_SECONDS, others);
    long larger = millisSince(start);
    awaitAgreement("those of the smaller part see each other", 2 * LOSS_SECONDS, Set.of(node));
    long smaller = millisSince(start);

    // On each side one user leaves and one joins.
    Visitor leaver = users.ask(() -> users.residentsOf(node).get(0));
    Visitor otherLeaver = users.ask(() -> users.residentsOf(other).get(0));
    List<Visitor> newcomers =
        users.ask(
            () -> {
              leaver.goAway();
              otherLeaver.goAway();
              return List.of(users.addResident(node), users.addResident(other));
            });
    awaitAgreement("they are seen in the smaller part", Set.of(node));
    awaitAgreement("they are seen in the larger part", others);
    // A Keep the failure for its full length.
    pause(Math.max(0, 15_000 - millisSince(start)));
    long localGap = longestGap(users.allNodes(), true);
    long torn = millisSince(start);

    namespaces.restore(node, cut);
    long recovered = awaitRecovery("a torn network", System.nanoTime());
    assertOrderAndNoGhosts();
    users.forEach(() -> newcomers, Visitor::goAway);
    users.run(() -> leaver.goTo(node));
    users.run(() -> otherLeaver.goTo(other));
    print(
        ("node %d cut off for %d ms (%s): noticed by the others after %d ms, by it after %d ms,"
                + " longest silence on one node %d ms; recovered %d ms after the partition healed")
            .formatted(node + 1, torn, cut, larger, smaller, localGap, recovered));
    assertThat(localGap).as("silence on one node, ms").isLessThan(5_000);
  }

  @Test
  @Order(5)
  void rollingRestartOfAllNodes() throws Exception {
    long start = System.nanoTime();
    List<List<Visitor>> homes =
        users.ask(() -> IntStream.range(0, NODES).mapToObj(users::stayersOf).toList());
    List<Long> times = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      int[] others = users.allNodesBut(node).stream().mapToInt(i -> i).toArray();
      int stopped = node;
      users.run(
          () -> {
            int turn = 0;
            for (Visitor visitor : users.stayersOf(stopped)) {
              visitor.goToWhenLost(others[turn++ % others.length]);
            }
          });
      long terminated = System.nanoTime();
      servers.get(node).signal("TERM");
      assertThat(servers.get(node).awaitEnd(30)).as("node %d has ended", node + 1).isTrue();
      long ended = millisSince(terminated);
      awaitAgreement("all have gone elsewhere", users.allNodesBut(node));
      times.add(millisSince(terminated));
      times.add(ended);
      servers.set(node, launch(node));
      awaitReady(node);
    }
    long restarted = millisSince(start);
    for (int node = 0; node < NODES; node++) {
      int home = node;
      users.forEach(() -> homes.get(home), visitor -> visitor.goTo(home));
    }
    long recovered = awaitRecovery("the restarts", System.nanoTime());
    assertOrderAndNoGhosts();
    print(
        ("all restarted one after the other in %d ms (until all were elsewhere, and the process"
                + " ended: %s ms); all well %d ms after")
            .formatted(restarted, times, recovered));
  }

  // -- Waits and assertions

  /** Waits until the users of these nodes see exactly each other. */
  private static long awaitAgreement(String what, Set<Integer> nodes) throws Exception {
    return awaitAgreement(what, LOSS_SECONDS, nodes);
  }

  private static long awaitAgreement(String what, long seconds, Set<Integer> nodes)
      throws Exception {
    return users.awaitNothing(
        what, seconds, () -> users.disagreement(SimulatedUsers.RESIDENT, nodes));
  }

  /** Waits until all residents see each other and broadcasts arrive from each node at each. */
  private static long awaitRecovery(String what, long since) throws Exception {
    users.awaitNothing(
        "all is well after " + what,
        RECOVERY_SECONDS,
        () ->
            firstOf(
                users.unsettled(SimulatedUsers.RESIDENT),
                users.disagreement(SimulatedUsers.RESIDENT, users.allNodes()),
                users.deliveries().silentSince(since)));
    return millisSince(since);
  }

  private static String firstOf(String... troubles) {
    for (String trouble : troubles) {
      if (!trouble.isEmpty()) {
        return trouble;
      }
    }
    return "";
  }

  /** While the transient users pause, all views and lists match the actual presences. */
  private static void assertOrderAndNoGhosts() throws Exception {
    users.run(() -> users.pause(true));
    users.awaitNothing(
        "all users see each other",
        LOSS_SECONDS,
        () ->
            firstOf(
                users.unsettled(SimulatedUsers.ALL_USERS),
                users.disagreement(SimulatedUsers.ALL_USERS, users.allNodes())));
    assertThat(new HashSet<>(users.lists().values())).as("lists of the nodes").hasSize(1);
    users.run(() -> users.pause(false));
    assertThat(users.ask(() -> users.deliveries().disorder())).as("out of order").isZero();
    assertThat(users.ask(() -> users.bulk().disorder())).as("large, out of order").isZero();
  }

  private static long longestGap(Set<Integer> nodes, boolean local) {
    return users.ask(
        () ->
            nodes.stream()
                .flatMapToLong(
                    from ->
                        nodes.stream()
                            .filter(to -> from.equals(to) == local)
                            .mapToLong(to -> users.deliveries().longestGapMillis(from, to)))
                .max()
                .orElse(0));
  }

  private static long memory(Set<Integer> nodes) throws IOException {
    long most = 0;
    for (int node : nodes) {
      most = Math.max(most, servers.get(node).residentMegabytes());
    }
    return most;
  }

  // -- Servers

  private static ServerProcess launch(int node) throws IOException {
    Files.deleteIfExists(door(node));
    return ServerProcess.start(namespaces, node, door(node), log(node));
  }

  private static void awaitReady(int node) throws Exception {
    ServerProcess server = servers.get(node);
    long start = System.nanoTime();
    while (!server.isReady()) {
      if (!server.isAlive() || millisSince(start) > 60_000) {
        fail("node %d does not start: %s", node + 1, server.output());
      }
      pause(50);
    }
  }

  private static Path door(int node) {
    return directory.resolve("node" + (node + 1) + ".door");
  }

  private static Path log(int node) {
    return directory.resolve("node" + (node + 1) + ".log");
  }

  private static void printLogs() {
    for (int node = 0; node < servers.size(); node++) {
      System.out.println("---- node " + (node + 1) + "\n" + servers.get(node).output());
    }
  }

  private static void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private static void print(String figures) {
    System.out.println("cluster: " + figures);
  }
}

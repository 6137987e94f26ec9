package dev.roost.internal.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.cluster.NodeId;
import dev.roost.serializer.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Several nodes with their {@link Replicas} on a network that loses, duplicates and reorders
 * messages. Nodes crash and restart with new ids, see each other down and up, and leave.
 *
 * <p>The link does not detect every loss; the versions in the heartbeats reveal the others. If a
 * node's heartbeat announces a version twice and its changes are missing, the receiver asks for a
 * snapshot. So three heartbeats of each node after the last change, and the responses to the
 * resulting requests, are enough.
 */
class ReplicasProperties {
  private static final int HEARTBEATS_UNTIL_QUIET = 3;

  private enum Kind {
    TRACK,
    UPDATE,
    UNTRACK,
    SEVERAL,
    DELIVER_NEXT,
    DELIVER_ANY,
    DOUBLE,
    LOSE,
    LOSE_AND_TELL,
    HEARTBEAT,
    DOWN,
    UP,
    CRASH,
    CRASH_SEEN,
    LEAVE
  }

  /** An event; the numbers choose the nodes. */
  private record Step(Kind kind, int first, int second) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(8, Kind.TRACK),
                Tuple.of(4, Kind.UPDATE),
                Tuple.of(4, Kind.UNTRACK),
                Tuple.of(2, Kind.SEVERAL),
                Tuple.of(16, Kind.DELIVER_NEXT),
                Tuple.of(4, Kind.DELIVER_ANY),
                Tuple.of(2, Kind.DOUBLE),
                Tuple.of(3, Kind.LOSE),
                Tuple.of(1, Kind.LOSE_AND_TELL),
                Tuple.of(4, Kind.HEARTBEAT),
                Tuple.of(2, Kind.DOWN),
                Tuple.of(2, Kind.UP),
                Tuple.of(1, Kind.CRASH),
                Tuple.of(1, Kind.CRASH_SEEN),
                Tuple.of(1, Kind.LEAVE)),
            Arbitraries.integers().between(0, 999),
            Arbitraries.integers().between(0, 999))
        .as(Step::new)
        .list()
        .ofMaxSize(120);
  }

  @Property(tries = 1_000)
  void allNodesAgreeOnceItIsQuiet(
      @ForAll("nodes") int nodes, @ForAll("steps") List<Step> steps, @ForAll boolean allUp) {
    Network network = new Network(nodes, allUp);
    steps.forEach(network::step);
    network.becomeQuiet();
    network.check();
  }

  @Provide
  Arbitrary<Integer> nodes() {
    return Arbitraries.integers().between(2, 5);
  }

  @Property(tries = 200)
  void replicaAlwaysShowsAPastStateOfItsNode(@ForAll("orderlySteps") List<Step> steps) {
    Network network = new Network(3, true);
    for (Step step : steps) {
      network.step(step);
      network.checkThatViewsAreStatesOfTheOwner();
    }
  }

  @Provide
  Arbitrary<List<Step>> orderlySteps() {
    return steps()
        .map(
            steps ->
                steps.stream()
                    .filter(step -> step.kind != Kind.DELIVER_ANY && step.kind != Kind.DOUBLE)
                    .toList());
  }

  // -- The network

  private sealed interface Content {}

  private record Delta(long number, List<Change> changes) implements Content {}

  private record Snapshot(long version, List<Entry> entries) implements Content {}

  private record Question() implements Content {}

  private record Heartbeat(long version) implements Content {}

  private record Sent(Node from, Node to, Content content) {}

  private static final class Network {
    private final List<Node> live = new ArrayList<>();
    private final List<Node> dead = new ArrayList<>();
    private final List<Sent> onTheWay = new ArrayList<>();
    private long nodeIds;
    private int refs;

    Network(int nodes, boolean allUp) {
      for (int i = 0; i < nodes; i++) {
        live.add(new Node(this, new NodeId(nodeIds++)));
      }
      if (allUp) {
        live.forEach(one -> live.forEach(one::seesUp));
      }
    }

    void step(Step step) {
      Node one = live.get(step.first % live.size());
      Node other = live.get(step.second % live.size());
      switch (step.kind) {
        case TRACK -> one.track(step.second);
        case UPDATE -> one.update(step.second);
        case UNTRACK -> one.untrack(step.second);
        case SEVERAL -> one.several(step.second);
        case HEARTBEAT -> one.heartbeat();
        case DOWN -> one.seesDown(other);
        case UP -> one.seesUp(other);
        case CRASH -> crash(one);
        case CRASH_SEEN -> {
          if (!dead.isEmpty()) {
            one.seesDown(dead.get(step.second % dead.size()));
          }
        }
        case LEAVE -> leave(one);
        case DELIVER_NEXT -> {
          if (!onTheWay.isEmpty()) {
            deliver(nextOf(onTheWay.get(step.first % onTheWay.size())));
          }
        }
        case DELIVER_ANY, DOUBLE, LOSE, LOSE_AND_TELL -> {
          if (!onTheWay.isEmpty()) {
            Sent sent = onTheWay.get(step.first % onTheWay.size());
            if (step.kind == Kind.DOUBLE) {
              onTheWay.add(step.second % (onTheWay.size() + 1), sent);
              return;
            }
            if (step.kind == Kind.DELIVER_ANY) {
              deliver(onTheWay.indexOf(sent));
              return;
            }
            onTheWay.remove(sent);
            if (step.kind == Kind.LOSE_AND_TELL && sent.to.isUp(sent.from)) {
              sent.to.replicas.lost(sent.from.id);
            }
          }
        }
      }
    }

    /** The oldest message in flight between the same two nodes. */
    private int nextOf(Sent sent) {
      for (int i = 0; i < onTheWay.size(); i++) {
        if (onTheWay.get(i).from == sent.from && onTheWay.get(i).to == sent.to) {
          return i;
        }
      }
      throw new IllegalStateException("it is on its way itself");
    }

    private void deliver(int index) {
      Sent sent = onTheWay.remove(index);
      if (live.contains(sent.to)) {
        sent.to.receive(sent.from, sent.content);
      }
    }

    void send(Node from, Node to, Content content) {
      onTheWay.add(new Sent(from, to, content));
    }

    /** Replaces a node by a new one. Its sent messages stay in flight; messages to it are lost. */
    private void crash(Node node) {
      int place = live.indexOf(node);
      dead.add(node);
      live.set(place, new Node(this, new NodeId(nodeIds++)));
    }

    private void leave(Node node) {
      crash(node);
      live.forEach(other -> other.seesLeft(node));
    }

    /** Detects all crashes, marks all live nodes up, and stops losing messages. */
    void becomeQuiet() {
      for (Node node : live) {
        dead.forEach(node::seesDown);
        live.forEach(node::seesUp);
      }
      for (int i = 0; i < HEARTBEATS_UNTIL_QUIET; i++) {
        live.forEach(Node::heartbeat);
        while (!onTheWay.isEmpty()) {
          deliver(0);
        }
      }
    }

    void check() {
      for (Node node : live) {
        Map<String, Entry> expected = new TreeMap<>();
        for (Node other : live) {
          if (other != node) {
            other.replicas.own().forEach(entry -> expected.put(entry.ref(), entry));
          }
        }
        assertThat(node.view).as("seen by node %s", node.id).isEqualTo(expected);
        PhoenixJsPresence watcher = new PhoenixJsPresence();
        watcher.state(node.watchedFrom.payload().json());
        node.diffs.forEach(diff -> watcher.diff(diff.json()));
        assertThat(watcher.refsByKey())
            .isEqualTo(PhoenixJsPresence.refsByKey(node.topic.payload()));
        for (Node gone : dead) {
          node.replicas.forget(gone.id);
        }
        assertThat(node.view).as("seen by node %s", node.id).isEqualTo(expected);
      }
    }

    void checkThatViewsAreStatesOfTheOwner() {
      for (Node node : live) {
        for (Node other : live) {
          Set<String> seen = new HashSet<>();
          node.view.values().stream()
              .filter(entry -> entry.topic().equals(other.id.toString()))
              .forEach(entry -> seen.add(entry.ref()));
          assertThat(other.states).as("what %s sees of %s", node.id, other.id).contains(seen);
        }
      }
    }
  }

  /**
   * A node with a view that applies the changes, and a topic with the state and diffs of its
   * clients.
   */
  private static final class Node implements Replicas.Effects {
    private final Network network;
    private final NodeId id;
    private final Replicas replicas = new Replicas(this);
    private final Map<NodeId, Node> up = new HashMap<>();
    private final Map<String, Entry> own = new LinkedHashMap<>();
    private final Set<Set<String>> states = new HashSet<>(Set.of(Set.of()));
    private final Map<String, Entry> view = new TreeMap<>();
    private final DiffWindow window = new DiffWindow();
    private final List<dev.roost.serializer.Payload> diffs = new ArrayList<>();
    private PresenceState topic = PresenceState.NONE;
    private PresenceState watchedFrom = PresenceState.NONE;

    Node(Network network, NodeId id) {
      this.network = network;
      this.id = id;
    }

    // -- Its own presences; an entry's topic names its owner

    private Entry entry(int key, String previous) {
      String ref = "ref" + network.refs++;
      return new Entry(
          id.toString(), "key" + key % 3, ref, PresenceJson.meta(Payload.EMPTY, ref, previous));
    }

    private Entry any(int choice) {
      return List.copyOf(own.values()).get(choice % own.size());
    }

    private Change tracked(int key) {
      Entry entry = entry(key, null);
      own.put(entry.ref(), entry);
      return new Change.Added(entry);
    }

    private Change updated(int choice) {
      Entry before = any(choice);
      Entry after = entry(Integer.parseInt(before.key().substring(3)), before.ref());
      own.remove(before.ref());
      own.put(after.ref(), after);
      return new Change.Updated(before, after);
    }

    private Change untracked(int choice) {
      Entry entry = any(choice);
      own.remove(entry.ref());
      return new Change.Removed(entry);
    }

    void track(int key) {
      tell(List.of(tracked(key)));
    }

    void update(int choice) {
      if (!own.isEmpty()) {
        tell(List.of(updated(choice)));
      }
    }

    void untrack(int choice) {
      if (!own.isEmpty()) {
        tell(List.of(untracked(choice)));
      }
    }

    void several(int choice) {
      tell(List.of(tracked(choice), tracked(choice + 1), updated(choice), untracked(choice)));
    }

    private void tell(List<Change> changes) {
      long number = replicas.changed(changes);
      states.add(Set.copyOf(own.keySet()));
      up.values().forEach(other -> network.send(this, other, new Delta(number, changes)));
    }

    void heartbeat() {
      network.live.stream()
          .filter(other -> other != this)
          .forEach(other -> network.send(this, other, new Heartbeat(replicas.version())));
    }

    // -- Others

    boolean isUp(Node other) {
      return up.containsKey(other.id);
    }

    void seesUp(Node other) {
      if (other != this && up.putIfAbsent(other.id, other) == null) {
        replicas.up(other.id);
      }
    }

    void seesDown(Node other) {
      if (up.remove(other.id) != null) {
        replicas.down(other.id);
      }
    }

    void seesLeft(Node other) {
      up.remove(other.id);
      replicas.forget(other.id);
    }

    void receive(Node from, Content content) {
      if (content instanceof Delta delta) {
        replicas.changed(from.id, delta.number, delta.changes);
      } else if (content instanceof Snapshot snapshot) {
        replicas.snapshot(from.id, snapshot.version, snapshot.entries);
      } else if (content instanceof Question) {
        network.send(this, from, new Snapshot(replicas.version(), List.copyOf(replicas.own())));
      } else if (content instanceof Heartbeat heartbeat && isUp(from)) {
        replicas.announced(from.id, heartbeat.version);
      }
    }

    // -- Effects

    @Override
    public void ask(NodeId node) {
      Node other = up.get(node);
      if (other != null) {
        network.send(this, other, new Question());
      }
    }

    @Override
    public void apply(Change change) {
      if (change instanceof Change.Added added) {
        assertThat(view.put(added.entry().ref(), added.entry())).isNull();
        topic = topic.with(added.entry());
      } else if (change instanceof Change.Removed removed) {
        assertThat(view.remove(removed.entry().ref())).isEqualTo(removed.entry());
        topic = topic.without(removed.entry());
      } else if (change instanceof Change.Updated updated) {
        assertThat(view.remove(updated.before().ref())).isEqualTo(updated.before());
        assertThat(view.put(updated.after().ref(), updated.after())).isNull();
        topic = topic.without(updated.before()).with(updated.after());
      }
      window.add(change);
      DiffWindow.Diff diff = window.take();
      diffs.add(
          PresenceJson.diff(
              PresenceState.group(diff.joins().values()),
              PresenceState.group(diff.leaves().values())));
      if (diffs.size() == 10) {
        // A client watches from here on.
        watchedFrom = topic;
        diffs.clear();
      }
    }
  }
}

package dev.roost.internal.presence;

import dev.roost.cluster.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The presences of all nodes as one node knows them: the algorithm of replication, without a
 * network.
 *
 * <p>Each node numbers what it changes. Only the node itself changes its state. A replica applies
 * the changes in the order of their numbers, and requests a snapshot where one is missing. A
 * replica has the version and the entries of a node; the higher version wins. Nothing has to be
 * remembered of what is gone.
 *
 * <p>A node that is down is hidden: its entries count as gone, and come back with it.
 *
 * <p>Not safe for threads.
 */
final class Replicas {
  private final Effects effects;
  private final Map<NodeId, Replica> others = new HashMap<>();
  private final Map<String, Entry> own = new LinkedHashMap<>();
  private long version;

  /** The results of the algorithm. */
  interface Effects {
    /** Another node's presence changed in what is visible here. */
    void apply(Change change);

    /** Requests a snapshot from the node. */
    void ask(NodeId node);
  }

  private static final class Replica {
    private Map<String, Entry> entries = new LinkedHashMap<>();
    private long version;
    private boolean up;
    private boolean visible;
    private boolean known;
    private boolean behind;
  }

  Replicas(Effects effects) {
    this.effects = effects;
  }

  // -- This node

  /** The number of the last change of this node. */
  long version() {
    return version;
  }

  /** This node's presences at {@link #version()}. */
  Collection<Entry> own() {
    return own.values();
  }

  /**
   * This node changed its own presences.
   *
   * @return the number of the change
   */
  long changed(List<Change> changes) {
    for (Change change : changes) {
      if (change instanceof Change.Added added) {
        own.put(added.entry().ref(), added.entry());
      } else if (change instanceof Change.Removed removed) {
        own.remove(removed.entry().ref());
      } else if (change instanceof Change.Updated updated) {
        own.remove(updated.before().ref());
        own.put(updated.after().ref(), updated.after());
      }
    }
    return ++version;
  }

  // -- Other nodes

  /** A node is there, for the first time or again: its state has to be asked for. */
  void up(NodeId node) {
    Replica replica = others.computeIfAbsent(node, unknown -> new Replica());
    replica.up = true;
    replica.known = false;
    effects.ask(node);
  }

  /** A node stopped answering: hides its entries. */
  void down(NodeId node) {
    Replica replica = others.get(node);
    if (replica != null) {
      replica.up = false;
      replica.known = false;
      hide(replica);
    }
  }

  /** A node will not come back: nothing is kept of it. */
  void forget(NodeId node) {
    down(node);
    others.remove(node);
  }

  /** Some of what a node sent was lost. */
  void lost(NodeId node) {
    Replica replica = others.get(node);
    if (replica != null) {
      replica.known = false;
      effects.ask(node);
    }
  }

  /** A node made a change. */
  void changed(NodeId node, long number, List<Change> changes) {
    Replica replica = others.get(node);
    // Without a snapshot there is nothing to change; the one that was asked for will hold the
    // change.
    if (replica == null || !replica.known || number <= replica.version) {
      return;
    }
    if (number > replica.version + 1) {
      replica.known = false;
      effects.ask(node);
      return;
    }
    replica.version = number;
    replica.behind = false;
    changes.forEach(change -> take(replica, change));
  }

  private void take(Replica replica, Change change) {
    if (change instanceof Change.Added added) {
      if (replica.entries.put(added.entry().ref(), added.entry()) == null) {
        applyIfVisible(replica, change);
      }
    } else if (change instanceof Change.Removed removed) {
      if (replica.entries.remove(removed.entry().ref()) != null) {
        applyIfVisible(replica, change);
      }
    } else if (change instanceof Change.Updated updated) {
      replica.entries.remove(updated.before().ref());
      replica.entries.put(updated.after().ref(), updated.after());
      applyIfVisible(replica, change);
    }
  }

  private void applyIfVisible(Replica replica, Change change) {
    if (replica.visible) {
      effects.apply(change);
    }
  }

  /** A node sent all its presences at a version. */
  void snapshot(NodeId node, long atVersion, Collection<Entry> entries) {
    Replica replica = others.get(node);
    // A message that a node sent before it went down may come later and must not bring it back.
    if (replica == null || !replica.up || (replica.known && atVersion < replica.version)) {
      return;
    }
    Map<String, Entry> next = new LinkedHashMap<>();
    entries.forEach(entry -> next.put(entry.ref(), entry));
    Map<String, Entry> before = replica.visible ? replica.entries : Map.of();
    for (Entry entry : List.copyOf(before.values())) {
      if (!next.containsKey(entry.ref())) {
        effects.apply(new Change.Removed(entry));
      }
    }
    for (Entry entry : entries) {
      if (!before.containsKey(entry.ref())) {
        effects.apply(new Change.Added(entry));
      }
    }
    replica.entries = next;
    replica.version = atVersion;
    replica.visible = true;
    replica.known = true;
    replica.behind = false;
  }

  /**
   * A node announces its version. If the changes are still missing at the second announcement, this
   * node requests them.
   */
  void announced(NodeId node, long atVersion) {
    Replica replica = others.get(node);
    if (replica == null) {
      return;
    }
    boolean complete = replica.known && replica.version >= atVersion;
    if (!complete && replica.behind) {
      effects.ask(node);
    }
    replica.behind = !complete;
  }

  private void hide(Replica replica) {
    if (replica.visible) {
      replica.visible = false;
      new ArrayList<>(replica.entries.values())
          .forEach(entry -> effects.apply(new Change.Removed(entry)));
    }
  }
}

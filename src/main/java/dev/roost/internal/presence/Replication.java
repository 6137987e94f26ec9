package dev.roost.internal.presence;

/**
 * How the changes that this node makes to its own presences reach the other nodes. Each node is the
 * only one to change its own, so the others only have to follow.
 */
interface Replication {
  /** One node alone. */
  Replication NONE = change -> {};

  /** This node changed its presences. From any thread, in order for each of them. */
  void changed(Change change);
}

package dev.roost.internal.pubsub;

import dev.roost.cluster.NodeId;

/** Follows the other nodes. Called on the cluster's event loop. */
public interface ClusterListener {

  /** A node is there: for the first time, or again after it was down. */
  void up(NodeId node);

  /** A node sends no heartbeats, or the cluster manager reports it gone. It may return. */
  void down(NodeId node);

  /** A node has said goodbye. It will not come back. */
  void left(NodeId node);

  /** Messages from or to a node were lost: the listener must request its state again. */
  void lost(NodeId node);
}

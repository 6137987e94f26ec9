package dev.roost.cluster;

import java.util.List;

/** This node among the others. Safe for any thread. */
public interface ClusterStatus {

  /** This run of this node. */
  NodeId self();

  /** The other nodes that are up. */
  List<NodeId> nodes();

  /** Messages lost between this node and the nodes that are up. */
  Losses losses();

  /**
   * Messages to and from other nodes that did not arrive, since the start.
   *
   * @param dropped messages for other nodes that were dropped, as too many waited
   * @param lost messages of other nodes that never came
   */
  record Losses(long dropped, long lost) {}
}

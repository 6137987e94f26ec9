package dev.roost.internal.pubsub;

import dev.roost.cluster.NodeId;
import java.util.HashSet;
import java.util.Set;

/** Notices when broadcasts of other nodes may not have come. */
final class LossWatch implements ClusterListener {
  private final Runnable whenLost;
  private final Set<NodeId> down = new HashSet<>();

  LossWatch(Runnable whenLost) {
    this.whenLost = whenLost;
  }

  // A node that comes up for the first time has sent nothing that could be missing.
  @Override
  public void up(NodeId node) {
    if (down.remove(node)) {
      whenLost.run();
    }
  }

  @Override
  public void down(NodeId node) {
    down.add(node);
    whenLost.run();
  }

  @Override
  public void left(NodeId node) {
    down.remove(node);
  }

  @Override
  public void lost(NodeId node) {
    whenLost.run();
  }
}

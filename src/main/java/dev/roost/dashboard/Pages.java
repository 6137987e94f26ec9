package dev.roost.dashboard;

import dev.roost.cluster.NodeId;
import io.vertx.core.Future;

/**
 * The parts that all pages share.
 *
 * @param maxRows how many rows a list has
 * @param hasSignIn whether viewers signed in by a key, and so may sign out
 */
record Pages(Paths paths, ClusterSampler sampler, NodeLink link, int maxRows, boolean hasSignIn) {
  /** Asks the node of this id. */
  <T> Future<T> ask(String node, Question question, Class<T> answer) {
    for (NodeId each : link.nodes()) {
      if (ClusterSampler.name(each).equals(node)) {
        return link.ask(each, question, answer);
      }
    }
    return Future.failedFuture(new IllegalArgumentException("the node has gone"));
  }
}

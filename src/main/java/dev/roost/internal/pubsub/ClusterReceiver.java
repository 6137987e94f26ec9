package dev.roost.internal.pubsub;

import dev.roost.cluster.NodeId;
import io.vertx.core.buffer.Buffer;

/** Takes the messages of one subject from other nodes. */
@FunctionalInterface
public interface ClusterReceiver {

  /** Called on the cluster's event loop, in the order in which the node sent. Must not throw. */
  void receive(NodeId from, Buffer body);
}

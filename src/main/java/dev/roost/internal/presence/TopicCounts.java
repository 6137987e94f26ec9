package dev.roost.internal.presence;

import dev.roost.cluster.NodeId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many channels have entered each topic, by node: presence for rooms that show only a number.
 * Safe for any thread.
 */
final class TopicCounts {
  private final ConcurrentHashMap<String, Integer> own = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<NodeId, Map<String, Integer>> others = new ConcurrentHashMap<>();

  /** One more or one less on this node. */
  void add(String topic, int difference) {
    own.merge(topic, difference, (before, more) -> before + more == 0 ? null : before + more);
  }

  /** This node's count. */
  int own(String topic) {
    return own.getOrDefault(topic, 0);
  }

  /** This node's counts. */
  Map<String, Integer> own() {
    return own;
  }

  /** Another node's count. */
  void set(NodeId node, String topic, int count) {
    Map<String, Integer> counts =
        others.computeIfAbsent(node, unknown -> new ConcurrentHashMap<>());
    if (count == 0) {
      counts.remove(topic);
    } else {
      counts.put(topic, count);
    }
  }

  /** Removes the counts of another node, which is gone or will send all of them again. */
  void forget(NodeId node) {
    others.remove(node);
  }

  /** The count over all nodes. */
  int total(String topic) {
    int total = own(topic);
    for (Map<String, Integer> counts : others.values()) {
      total += counts.getOrDefault(topic, 0);
    }
    return total;
  }
}

package dev.roost.dashboard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last minute of a node, while it is watched. For one context. */
final class NodeHistory {
  private final String id;
  private final boolean isSelf;
  private final Deque<NodeFigures> moments = new ArrayDeque<>();
  private @Nullable NodeSample last;
  private boolean answers;

  NodeHistory(String id, boolean isSelf) {
    this.id = id;
    this.isSelf = isSelf;
  }

  void add(NodeSample sample) {
    moments.add(NodeFigures.of(last, sample));
    if (moments.size() > Chart.WIDTH) {
      moments.remove();
    }
    last = sample;
    answers = true;
  }

  void missed() {
    answers = false;
  }

  NodeState state() {
    List<Chart> charts = moments.isEmpty() ? List.of() : Chart.draw(List.copyOf(moments));
    return new NodeState(id, isSelf, last, answers, charts);
  }
}

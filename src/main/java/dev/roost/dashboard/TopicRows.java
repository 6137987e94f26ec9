package dev.roost.dashboard;

import dev.roost.metrics.Listing;
import dev.roost.metrics.TopicInfo;
import dev.roost.presence.Presence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Topics of a node.
 *
 * @param rows those with most subscribers
 * @param total how many match
 */
record TopicRows(List<Row> rows, long total) implements Found<TopicRows.Row> {
  /**
   * A topic.
   *
   * @param subscribers on that node
   * @param present how many are present on all nodes; -1 if that is not known
   */
  record Row(String topic, int subscribers, int present) {}

  static TopicRows of(Listing<TopicInfo> found, @Nullable Presence presence) {
    return new TopicRows(
        found.items().stream()
            .map(
                info ->
                    new Row(
                        SocketRows.cut(info.topic()),
                        info.subscribers(),
                        presence == null ? -1 : presence.count(info.topic())))
            .toList(),
        found.total());
  }
}

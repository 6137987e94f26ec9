package dev.roost.dashboard;

import dev.roost.SocketInfo;
import dev.roost.metrics.Listing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connections of a node.
 *
 * @param rows those for which most bytes wait
 * @param total how many match
 */
record SocketRows(List<Row> rows, long total) implements Found<SocketRows.Row> {
  private static final int MAX_TOPICS = 5;
  private static final int MAX_TEXT = 100;

  /**
   * A connection, as {@link SocketInfo} describes it.
   *
   * @param channels how many there are
   * @param topics the first of them
   */
  record Row(
      long id,
      String path,
      @Nullable String socketId,
      String transport,
      @Nullable String remote,
      long sinceMillis,
      long queuedBytes,
      int channels,
      List<String> topics) {}

  static SocketRows of(Listing<SocketInfo> found) {
    return new SocketRows(found.items().stream().map(SocketRows::row).toList(), found.total());
  }

  private static Row row(SocketInfo info) {
    return new Row(
        info.id(),
        info.path(),
        info.socketId() == null ? null : cut(info.socketId()),
        info.transport(),
        info.remote(),
        info.since().toEpochMilli(),
        info.queuedBytes(),
        info.channels().size(),
        info.channels().stream().limit(MAX_TOPICS).map(channel -> cut(channel.topic())).toList());
  }

  /** A client chooses topics, and so their length. */
  static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }
}

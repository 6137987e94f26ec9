package dev.roost.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A node as its viewers see it. Immutable.
 *
 * @param id its id in the cluster, or {@code self} without a cluster
 * @param isSelf whether it is the node that the viewer is connected to
 * @param sample its last figures; null if it has not answered yet
 * @param answers whether it answered the last time
 * @param charts its figures over time; none if it has not answered yet
 */
record NodeState(
    String id, boolean isSelf, @Nullable NodeSample sample, boolean answers, List<Chart> charts) {

  /** A label and a value. */
  record Fact(String name, String label, String value) {}

  /** A socket of the node, as text. */
  record SocketLine(
      String path,
      String open,
      String channels,
      String opened,
      String received,
      String sent,
      String slow,
      String overloaded,
      String refused,
      String crashed) {}

  /** An event loop of the node, as text. */
  record LoopLine(int number, String state, String delay, String pending) {}

  String name() {
    return sample == null ? id : sample.name();
  }

  String status() {
    if (!answers) {
      return "does not answer";
    }
    return sample != null && sample.isDraining() ? "draining" : "serving";
  }

  /** The last value of a chart, for the table of nodes. */
  private String last(String chart) {
    return charts.stream()
        .filter(each -> each.name().equals(chart))
        .findFirst()
        .map(Chart::value)
        .orElse("–");
  }

  String connections() {
    return last("connections");
  }

  String received() {
    return last("received");
  }

  String sent() {
    return last("sent");
  }

  String queued() {
    return last("queued");
  }

  String heap() {
    return last("heap");
  }

  String cpu() {
    return last("cpu");
  }

  List<Fact> facts() {
    if (sample == null) {
      return List.of();
    }
    JvmSample jvm = sample.jvm();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("uptime", "Up for", Format.time(jvm.uptimeMillis())));
    facts.add(new Fact("topics", "Topics", Format.count(sample.topics())));
    if (sample.presenceTopics() >= 0) {
      facts.add(
          new Fact("present", "Topics with presences", Format.count(sample.presenceTopics())));
    }
    facts.add(new Fact("slow", "Slow clients", Format.count(sample.sum(SocketTotals::slow))));
    facts.add(
        new Fact(
            "overloaded",
            "Closed as overloaded",
            Format.count(sample.sum(SocketTotals::overloaded))));
    facts.add(new Fact("room", "Budget for clients", Format.bytes(sample.maxQueuedBytes())));
    facts.add(new Fact("ended", "Closed to keep the budget", Format.count(sample.endedForRoom())));
    facts.add(new Fact("assembly", "Messages arriving", Format.bytes(sample.assemblyBytes())));
    facts.add(new Fact("http", "HTTP connections", Format.count(sample.httpConnections())));
    facts.add(
        new Fact(
            "lost",
            "Messages of nodes dropped, lost",
            Format.count(sample.dropped()) + ", " + Format.count(sample.lost())));
    facts.add(new Fact("max-heap", "Largest heap", Format.bytes(jvm.heapMax())));
    facts.add(new Fact("direct", "Direct buffers", Format.bytes(jvm.directBytes())));
    facts.add(new Fact("threads", "Threads", Format.count(jvm.threads())));
    facts.add(
        new Fact(
            "collections",
            "Garbage collections",
            Format.count(jvm.collections())
                + " in "
                + Format.count(jvm.collectionMillis())
                + " ms"));
    facts.add(
        new Fact(
            "last-collection",
            "Last garbage collection",
            jvm.lastCollectionMillis() < 0
                ? "–"
                : Format.count(jvm.lastCollectionMillis()) + " ms"));
    return facts;
  }

  List<SocketLine> socketLines() {
    return sample == null
        ? List.of()
        : sample.sockets().stream().map(NodeState::socketLine).toList();
  }

  private static SocketLine socketLine(SocketTotals socket) {
    return new SocketLine(
        socket.path(),
        Format.count(socket.open()),
        Format.count(socket.channels()),
        Format.count(socket.opened()),
        Format.count(socket.received()),
        Format.count(socket.sent()),
        Format.count(socket.slow()),
        Format.count(socket.overloaded()),
        Format.count(socket.refused()),
        Format.count(socket.crashed()));
  }

  List<LoopLine> loopLines() {
    return sample == null
        ? List.of()
        : sample.loops().stream()
            .map(
                loop ->
                    new LoopLine(
                        loop.number(),
                        loop.isBlocked() ? "blocked" : "running",
                        String.format(Locale.ROOT, "%.2f ms", loop.delayNanos() / 1e6),
                        Format.count(loop.pendingTasks())))
            .toList();
  }
}

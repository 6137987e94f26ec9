package dev.roost.dashboard;

import dev.roost.metrics.EventLoopSnapshot;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The figures of a node at one moment. Counts begin at its start, so that two samples give the
 * rates between them.
 *
 * @param name what operators know it by: process and host
 * @param isDraining whether clients should not come there
 * @param topics topics that it has subscribers of
 * @param presenceTopics topics with presences; -1 if that is not known
 * @param queuedBytes bytes that wait for its clients
 * @param maxQueuedBytes how many may
 * @param endedForRoom connections that were ended to make room
 * @param assemblyBytes bytes of messages that have not arrived whole
 * @param httpConnections open connections that are no WebSockets
 * @param dropped messages for other nodes that were dropped
 * @param lost messages of other nodes that never came
 */
record NodeSample(
    String name,
    boolean isDraining,
    int topics,
    int presenceTopics,
    long queuedBytes,
    long maxQueuedBytes,
    long endedForRoom,
    long assemblyBytes,
    long httpConnections,
    long dropped,
    long lost,
    JvmSample jvm,
    List<SocketTotals> sockets,
    List<EventLoopSnapshot> loops) {

  /** The sum over all sockets. */
  long sum(ToLongFunction<SocketTotals> figure) {
    return sockets.stream().mapToLong(figure).sum();
  }
}

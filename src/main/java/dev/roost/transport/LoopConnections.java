package dev.roost.transport;

import dev.roost.session.ServedSocket;
import dev.roost.session.SessionLoop;

/**
 * What the connections of one event loop and mount share.
 *
 * @param loop the event loop and its context
 * @param flushes their common flush
 * @param idleWatch their common idle timer
 * @param backlogs those of them for which something waits
 * @param closeTimeoutMillis how long a client may take to answer a close frame
 */
record LoopConnections(
    SessionLoop loop,
    FlushBatch flushes,
    IdleWatch idleWatch,
    BacklogWatch backlogs,
    long closeTimeoutMillis) {

  static LoopConnections on(
      SessionLoop loop, ServedSocket served, WebSocketOptions options, OutboundBudget budget) {
    return new LoopConnections(
        loop,
        new FlushBatch(loop.eventLoop()),
        new IdleWatch(loop.eventLoop(), options.timeoutMillis()),
        new BacklogWatch(
            loop.eventLoop(), served.path(), OutboundLimits.of(options), served.metrics(), budget),
        options.closeTimeoutMillis());
  }
}

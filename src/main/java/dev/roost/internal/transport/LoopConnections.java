package dev.roost.internal.transport;

import dev.roost.WebSocketOptions;
import dev.roost.internal.session.AssemblyBudget;
import dev.roost.internal.session.LoopTraffic;
import dev.roost.internal.session.ServedSocket;
import dev.roost.internal.session.SessionLoop;
import dev.roost.serializer.FrameCompressor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state that the connections of one event loop and mount share.
 *
 * @param loop the event loop and its context
 * @param flushes their common flush
 * @param idleWatch their common idle timer
 * @param backlogs those of them for which something waits
 * @param compressor for messages to clients that agreed to compression
 * @param inflater for messages of these clients
 * @param traffic counts their messages
 * @param closeTimeoutMillis how long a client may take to answer a close frame
 * @param served what is served at the mount
 */
record LoopConnections(
    SessionLoop loop,
    FlushBatch flushes,
    IdleWatch idleWatch,
    BacklogWatch backlogs,
    FrameCompressor compressor,
    BoundedInflater inflater,
    LoopTraffic traffic,
    long closeTimeoutMillis,
    ServedSocket served) {
  private static final Logger log = LoggerFactory.getLogger(LoopConnections.class);

  static LoopConnections on(
      SessionLoop loop,
      ServedSocket served,
      WebSocketOptions options,
      OutboundBudget budget,
      FrameCompressor compressor) {
    return new LoopConnections(
        loop,
        new FlushBatch(loop.eventLoop()),
        new IdleWatch(loop.eventLoop(), options.timeoutMillis()),
        new BacklogWatch(
            loop.eventLoop(), served.path(), OutboundLimits.of(options), served.metrics(), budget),
        compressor,
        new BoundedInflater(options.maxFrameSize()),
        served.metrics().traffic(loop.eventLoop()),
        options.closeTimeoutMillis(),
        served);
  }

  /** The endpoint's budget for messages that have not arrived whole. */
  AssemblyBudget assemblies() {
    return served.supervision().assemblies();
  }

  /** A connection is about to be ended, which holds so many bytes of what has not arrived whole. */
  void noteAssemblyEnded(long held) {
    log.warn(
        "closing connection: partial messages of all clients exceed the budget socket={} held={}"
            + " budget={}",
        served.path(),
        held,
        assemblies().maxBytes());
    served.metrics().countAssemblyEnded();
  }
}

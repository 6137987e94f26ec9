package dev.roost.transport;

import dev.roost.session.SessionLoop;

/**
 * What the connections of one event loop and mount share.
 *
 * @param loop the event loop and its context
 * @param flushes their common flush
 * @param idleWatch their common idle timer
 * @param closeTimeoutMillis how long a client may take to answer a close frame
 */
record LoopConnections(
    SessionLoop loop, FlushBatch flushes, IdleWatch idleWatch, long closeTimeoutMillis) {

  static LoopConnections on(SessionLoop loop, WebSocketOptions options) {
    return new LoopConnections(
        loop,
        new FlushBatch(loop.eventLoop()),
        new IdleWatch(loop.eventLoop(), options.timeoutMillis()),
        options.closeTimeoutMillis());
  }
}

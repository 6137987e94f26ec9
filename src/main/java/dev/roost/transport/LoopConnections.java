package dev.roost.transport;

import dev.roost.session.SessionLoop;

/**
 * What the connections of one event loop and mount share.
 *
 * @param loop the event loop and its context
 * @param flushes their common flush
 * @param idleWatch their common idle timer
 */
record LoopConnections(SessionLoop loop, FlushBatch flushes, IdleWatch idleWatch) {

  static LoopConnections on(SessionLoop loop, long timeoutMillis) {
    return new LoopConnections(
        loop, new FlushBatch(loop.eventLoop()), new IdleWatch(loop.eventLoop(), timeoutMillis));
  }
}

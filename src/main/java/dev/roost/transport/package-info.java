/**
 * How bytes get from a client to its session and back: the WebSocket handshake and the connection
 * that follows it.
 *
 * <p>The story of a connection. {@link dev.roost.transport.WebSocketTransport} gets the request and
 * goes through Phoenix's checks in Phoenix's order: origin, sub-protocol, connect handler, and only
 * then the upgrade headers. Vert.x does the handshake. After it, the connection is taken over: our
 * handler replaces Vert.x's at the end of the Netty pipeline, which saves most of a connection's
 * memory and lets one buffer be written to any number of connections. Where that is not possible,
 * or not wanted, the same session runs over the public {@code ServerWebSocket}.
 *
 * <p>Writes are not flushed one by one. A connection that was written to is put on its event loop's
 * list, and the list is flushed once when the loop has done its present work: the system call is
 * most of what a delivery costs.
 *
 * <p>It knows the wire and sessions, and of channels what a connect handler is told.
 */
@NullMarked
package dev.roost.transport;

import org.jspecify.annotations.NullMarked;

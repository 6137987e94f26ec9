/**
 * How bytes get from a client to its session and back: the WebSocket handshake and the connection
 * that follows it, or long-polling.
 *
 * <p>The story of a connection. {@link dev.roost.internal.transport.WebSocketTransport} gets the
 * request and goes through Phoenix's checks in Phoenix's order: origin, sub-protocol, connect
 * handler, and only then the upgrade headers. Vert.x does the handshake. After it, the connection
 * is taken over: our handler replaces Vert.x's at the end of the Netty pipeline, which saves most
 * of a connection's memory and lets one buffer be written to any number of connections. If that is
 * impossible or turned off, the same session runs over the public {@code ServerWebSocket}.
 *
 * <p>{@link dev.roost.internal.transport.BoundedFrameDecoder} reads frames. It reports every byte
 * to the connection, as any byte is activity, and counts what it keeps of messages that have not
 * arrived whole against a budget of the endpoint.
 *
 * <p>Writes are not flushed one by one. A connection that was written to is put on its event loop's
 * list, and the list is flushed once when the loop has done its present work: the system call is
 * most of what a delivery costs. Only a loop that has seen for many turns that nothing is saved by
 * waiting flushes what a broadcast wrote a few connections at a time. Writes go to the Netty
 * channel itself, unless the pipeline has a handler for them, such as TLS.
 *
 * <p>Compression costs a connection no memory: no message refers to an earlier one, so connections
 * share what inflates and deflates. A broadcast is compressed once, and all connections that agreed
 * to it are sent the same bytes.
 *
 * <p>The story of a long-poll session. {@link dev.roost.internal.transport.LongPollTransport} gets
 * a poll without a token, goes through the same checks, and makes a session that lives on that
 * event loop; a signed token tells the client which one, and on which node. A later poll or post
 * may come in anywhere: the relay brings it to the session's event loop, by way of the other node
 * if need be, and the answer back. Messages for the session wait in a bounded queue until a poll
 * takes them. A session without polls ends.
 *
 * <p>This package knows serializer, proxy, metrics, channel, the options in {@code dev.roost}, and
 * internal.session.
 */
@NullMarked
package dev.roost.internal.transport;

import org.jspecify.annotations.NullMarked;

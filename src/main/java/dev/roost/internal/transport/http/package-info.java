/**
 * HTTP connections until they become sockets: how long a client may take, how many connections
 * there may be, and which requests are refused before a router sees them.
 *
 * <p>The story of a connection. {@link dev.roost.internal.transport.http.HttpConnections} counts it
 * when the server accepts it, and closes it if there are too many. A guard in its Netty pipeline
 * follows the requests and responses that pass, so that it knows what the client owes: the rest of
 * a header, the rest of a body, the reading of a response, or the next request. One timer for each
 * event loop visits all guards and closes connections whose client takes too long. When the
 * connection becomes a WebSocket, the guard leaves: the socket has time limits of its own.
 *
 * <p>Vert.x has one idle timeout for all of this, which long polls and WebSockets would need to be
 * long, and silent clients short.
 *
 * <p>It knows the count of sessions in {@code dev.roost.internal.session} and {@link
 * dev.roost.HttpLimits}, and nothing of channels.
 */
@NullMarked
package dev.roost.internal.transport.http;

import org.jspecify.annotations.NullMarked;

/**
 * The protocol engine: what happens between a decoded message and the frames that answer it, with
 * no transport in it.
 *
 * <p>A {@link dev.roost.internal.session.SocketDefinition} is what a mount shares among its
 * connections: the connect handler, the channels by topic, the limits. A {@link
 * dev.roost.internal.session.SocketSession} is one connection. It is fed with frames by a transport
 * and answers through a {@link dev.roost.internal.session.SessionOutput}, so WebSocket, long-poll
 * and tests drive the same engine. Behind it, a channel server for each joined topic calls the
 * user's channel: {@link dev.roost.internal.session.CallbackRunner} runs one callback at a time,
 * {@link dev.roost.internal.session.ChannelQueue} keeps what waits in order, and {@link
 * dev.roost.internal.session.ChannelActions} takes what the channel asks for.
 *
 * <p>A {@link dev.roost.internal.session.RawSession} is a connection without channels. To
 * transports, both are a {@link dev.roost.internal.session.Session}, and what begins them a {@link
 * dev.roost.internal.session.ServedSocket}.
 *
 * <p>Everything of a session runs on its event loop. This package knows serializer, pubsub,
 * metrics, channel, the options in {@code dev.roost}, internal.rate and internal.pubsub; it does
 * not know transports.
 *
 * <p>The behaviour is that of Phoenix's {@code Phoenix.Socket} and {@code Phoenix.Channel.Server}.
 */
@NullMarked
package dev.roost.internal.session;

import org.jspecify.annotations.NullMarked;

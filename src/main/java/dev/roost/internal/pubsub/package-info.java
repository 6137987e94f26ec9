/**
 * Subscribing to topics and broadcasting to their subscribers: the only thing in Roost that crosses
 * event loops.
 *
 * <p>Each event loop has a table of its own, topic to subscribers, which only that loop touches. A
 * broadcast is handed once to each loop that has subscribers of the topic, as an immutable {@link
 * dev.roost.internal.pubsub.Dispatch}; the loop looks the topic up in its table and delivers. A
 * broadcast made on a loop reaches that loop's subscribers before {@code broadcast} returns, which
 * is what gives a channel's own client the broadcast before the reply.
 *
 * <p>Delivery is at most once, in order per sender.
 *
 * <p>A topic may have a {@link dev.roost.pubsub.History}. Then each broadcast becomes an entry of
 * the topic's log before it is handed to the loops, and those deliver the log, each from where it
 * is: all in the one order, so that who comes back, to any loop, is given exactly what is behind
 * the last entry they had. Neither appending nor delivering waits.
 *
 * <p>This package knows serializer, pubsub, cluster and metrics.
 */
@NullMarked
package dev.roost.internal.pubsub;

import org.jspecify.annotations.NullMarked;

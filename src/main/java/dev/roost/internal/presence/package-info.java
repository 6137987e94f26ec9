/**
 * The engine of presence: {@link dev.roost.internal.presence.PresenceTracker} keeps what the
 * channels of this node track. Each topic with a presence has a verticle of its own, which holds
 * the merged view of the topic, sends {@code presence_diff} to its subscribers, and publishes an
 * immutable list that any thread reads without waiting.
 *
 * <p>Changes within one short window become one diff, so a burst of N joins to N watchers is a few
 * frames for each and not N. A list is always the state after some diff: a client that reads it and
 * then gets the later diffs has the right view, in whatever order both arrive.
 *
 * <p>Only the node of a channel changes its presences; see {@link
 * dev.roost.internal.presence.Replication} for how other nodes follow.
 *
 * <p>This package knows serializer, channel, presence, cluster and internal.pubsub.
 */
@NullMarked
package dev.roost.internal.presence;

import org.jspecify.annotations.NullMarked;

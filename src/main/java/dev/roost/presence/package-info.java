/**
 * Who is here: presences of keys at topics, tied to the life of channels, merged over all nodes.
 *
 * <p>{@link dev.roost.presence.Presence} is what channels use. Each topic with a presence has a
 * verticle of its own, which holds the merged view of the topic, tells its subscribers of changes
 * by {@code presence_diff}, and publishes an immutable {@link dev.roost.presence.Presences} that
 * anybody may read without waiting. Changes that fall into one short window become one diff, so a
 * burst of N joins to N watchers is a few frames for each and not N. A list always is the state
 * after some diff: whoever reads it and then hears the later diffs is right, in whatever order it
 * all reaches the client.
 *
 * <p>Each node is the only one to change the presences of its own channels; see {@link
 * dev.roost.presence.Replication} for how the others learn of them.
 *
 * <p>The behaviour seen by clients is that of Phoenix's {@code Phoenix.Presence}.
 */
@NullMarked
package dev.roost.presence;

import org.jspecify.annotations.NullMarked;

package dev.roost.internal.presence;

import dev.roost.presence.Presence;

/**
 * One meta of a key at a topic: what one {@link Presence#track} made. Immutable.
 *
 * @param topic where
 * @param key who
 * @param ref what tells it from all other metas, {@code phx_ref}
 * @param meta the meta as a JSON object, with {@code phx_ref} in it
 */
record Entry(String topic, String key, String ref, String meta) {}

/**
 * Presence: which keys are at a topic, tied to the life of channels, merged over all nodes. The
 * behavior seen by clients is that of Phoenix's {@code Phoenix.Presence}.
 *
 * <p>{@code dev.roost.Endpoint.presence} makes a {@link dev.roost.presence.Presence}, which
 * channels track by and read from. {@link dev.roost.presence.PresenceOptions} says how it is kept.
 */
@NullMarked
package dev.roost.presence;

import org.jspecify.annotations.NullMarked;

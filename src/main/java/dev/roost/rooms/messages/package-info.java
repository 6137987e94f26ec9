/**
 * The operations on messages of a chat, a room or a challenge besides writing them: read older
 * ones, edit their own, react, and say how far they have read. The events are the same everywhere;
 * {@link dev.roost.rooms.messages.MessageEvents} handles them for every channel.
 */
@NullMarked
package dev.roost.rooms.messages;

import org.jspecify.annotations.NullMarked;

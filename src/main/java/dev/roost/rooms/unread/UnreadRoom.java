package dev.roost.rooms.unread;

import org.jspecify.annotations.Nullable;

/**
 * The unread messages of a room, for one account.
 *
 * @param topic the room's topic
 * @param name what the room is called
 * @param unread the number of messages of others, at most {@link UnreadRooms#MAX_COUNT}
 * @param last the id of the latest message that is counted, so that a client does not count a
 *     message twice whose {@code unread:message} comes later; null if the room has no messages
 */
public record UnreadRoom(String topic, String name, int unread, @Nullable Long last) {}

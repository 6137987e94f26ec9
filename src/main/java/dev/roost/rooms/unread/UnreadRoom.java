package dev.roost.rooms.unread;

/**
 * How much of a room an account has not read.
 *
 * @param topic the room's topic
 * @param name what the room is called
 * @param unread the number of messages of others, at most {@link UnreadRooms#MAX_COUNT}
 */
public record UnreadRoom(String topic, String name, int unread) {}

package dev.roost.rooms.unread;

/**
 * The unread messages of a room, for one account.
 *
 * @param topic the room's topic
 * @param name what the room is called
 * @param unread the number of messages of others, at most {@link UnreadRooms#MAX_COUNT}
 */
public record UnreadRoom(String topic, String name, int unread) {}

package dev.roost.rooms.config;

/**
 * How much the rooms may hold.
 *
 * @param maxResponseBytes the response of a challenge, in UTF-8
 * @param maxMessageBytes one chat message, in UTF-8
 * @param maxChatMessages how many messages of a chat or room are shown to who comes
 * @param maxStoredMessages how many messages of a chat or room are kept; the oldest go first
 * @param maxStoredChanges how many changes of a challenge's response are kept, for those who were
 *     away; the oldest go first
 * @param maxStoredChangeBytes how many bytes of them, or a few more
 * @param maxRoomName how long the name of a room may be, in characters
 * @param maxChallenges how many challenges there may be
 * @param maxChats how many chats there may be
 */
public record RoomLimits(
    int maxResponseBytes,
    int maxMessageBytes,
    int maxChatMessages,
    int maxStoredMessages,
    int maxStoredChanges,
    int maxStoredChangeBytes,
    int maxRoomName,
    int maxChallenges,
    int maxChats) {}

package dev.roost.rooms.config;

/**
 * The limits of the rooms.
 *
 * @param maxResponseBytes the response of a challenge, in UTF-8
 * @param maxMessageCharacters one chat message, in Unicode code points
 * @param maxChatMessages how many messages of a chat or room are shown to who comes
 * @param maxStoredMessages how many messages of a chat or room are kept; the oldest go first
 * @param maxStoredChanges how many changes of a challenge's response are kept, for those who were
 *     away; the oldest go first
 * @param maxStoredChangeBytes how many bytes of them, or a few more
 * @param maxRoomName how long the name of a room may be, in characters
 * @param maxChallenges how many challenges there may be
 * @param maxChats how many chats there may be
 * @param awaySeconds how long a client that announces itself may be silent before it is away
 * @param maxUnreadRooms for how many chats, rooms and challenges an account has a count of unread
 *     messages; the ones read longest ago go first
 * @param maxReactions how many reactions one message may have
 * @param maxRunOutputBytes what one run of a challenge's text may write, in UTF-8
 * @param maxRunSeconds how long the page lets one run take; with test cases, each case
 * @param maxCases how many test cases a challenge may have
 * @param maxCaseBytes the input, and the expected output, of one test case, in UTF-8
 * @param maxCasesSeconds how long the page lets a run of all test cases take
 */
public record RoomLimits(
    int maxResponseBytes,
    int maxMessageCharacters,
    int maxChatMessages,
    int maxStoredMessages,
    int maxStoredChanges,
    int maxStoredChangeBytes,
    int maxRoomName,
    int maxChallenges,
    int maxChats,
    int awaySeconds,
    int maxUnreadRooms,
    int maxReactions,
    int maxRunOutputBytes,
    int maxRunSeconds,
    int maxCases,
    int maxCaseBytes,
    int maxCasesSeconds) {}

package dev.roost.rooms.config;

/**
 * How much a room may hold.
 *
 * @param maxResponseBytes the response, in UTF-8
 * @param maxMessageBytes one chat message, in UTF-8
 * @param maxChatMessages how many chat messages are kept; the oldest go first
 */
public record RoomLimits(int maxResponseBytes, int maxMessageBytes, int maxChatMessages) {}

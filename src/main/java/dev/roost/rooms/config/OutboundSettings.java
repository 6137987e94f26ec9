package dev.roost.rooms.config;

/**
 * The limits of messages that wait for slow clients.
 *
 * @param softBytes beyond this a client must make progress
 * @param hardBytes beyond this its connection ends
 * @param stallSeconds how long it may go without progress
 * @param budgetMib how many MiB may wait for all clients together; 0 for a quarter of the JVM's
 *     direct memory
 */
public record OutboundSettings(int softBytes, int hardBytes, int stallSeconds, int budgetMib) {}

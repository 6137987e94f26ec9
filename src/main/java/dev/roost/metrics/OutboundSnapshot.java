package dev.roost.metrics;

/**
 * How much waits for the clients of an endpoint.
 *
 * @param bytes what waits for all clients
 * @param maxBytes what may
 * @param ended connections that were ended to make room
 */
public record OutboundSnapshot(long bytes, long maxBytes, long ended) {}

package dev.roost.metrics;

/**
 * The bytes that wait for the clients of an endpoint.
 *
 * @param bytes what waits for all clients
 * @param maxBytes what may
 * @param ended connections that were ended to make room
 */
public record OutboundSnapshot(long bytes, long maxBytes, long ended) {}

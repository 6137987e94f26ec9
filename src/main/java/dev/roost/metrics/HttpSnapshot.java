package dev.roost.metrics;

/**
 * Counts of an endpoint's HTTP connections since its creation.
 *
 * @param open connections that are open and are no WebSockets
 * @param accepted connections that were accepted
 * @param refused connections that were closed when they were accepted, as there were too many
 * @param refusedByAddress of the refused connections, those of an address that had too many
 * @param acceptFailures attempts to accept that failed, mostly for want of file descriptors
 * @param slowHeaders connections closed by {@link dev.roost.HttpLimits#headerMillis}
 * @param slowBodies connections closed, and streams reset, by {@link
 *     dev.roost.HttpLimits#bodyMillis}
 * @param unreadResponses connections closed, and streams reset, by {@link
 *     dev.roost.HttpLimits#responseMillis}
 * @param idle connections closed by {@link dev.roost.HttpLimits#idleMillis}
 * @param invalidRequests requests refused for their form or their size
 */
public record HttpSnapshot(
    long open,
    long accepted,
    long refused,
    long refusedByAddress,
    long acceptFailures,
    long slowHeaders,
    long slowBodies,
    long unreadResponses,
    long idle,
    long invalidRequests) {}

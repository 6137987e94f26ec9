package dev.roost.internal.transport;

import dev.roost.TransportOptions;

/**
 * The limits of messages that wait for one client of a mount.
 *
 * @param softBytes beyond this, not counting the message that is being written, the client must
 *     make progress
 * @param hardBytes beyond this, not counting that message either, the connection ends at once
 * @param stallMillis how long a client beyond the soft limit may go without a byte leaving
 */
record OutboundLimits(int softBytes, int hardBytes, long stallMillis) {

  static OutboundLimits of(TransportOptions<?> options) {
    int soft = options.maxOutboundBytes();
    return new OutboundLimits(
        soft, Math.max(soft, options.outboundHardLimitBytes()), options.outboundStallMillis());
  }
}

package dev.roost.rooms.config;

import dev.roost.SocketLimits;
import java.util.Optional;

/**
 * The limits of connections.
 *
 * @param limits what one may do
 * @param idleSeconds after how long without a sign of the client it is closed; 0 for never
 * @param closeSeconds how long the client may take to answer that it is being closed
 * @param compress whether messages are compressed for clients that offer it
 * @param maxFrameBytes how much one message may have
 * @param outbound how much may wait for clients to read it
 * @param longPoll how clients poll that cannot use WebSockets, if they may
 */
public record SocketSettings(
    SocketLimits limits,
    int idleSeconds,
    int closeSeconds,
    boolean compress,
    int maxFrameBytes,
    OutboundSettings outbound,
    Optional<LongPollSettings> longPoll) {}

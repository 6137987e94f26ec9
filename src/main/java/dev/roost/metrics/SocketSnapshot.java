package dev.roost.metrics;

/**
 * Counts of a socket's connections since the server started.
 *
 * @param open connections there are, a long-poll session being one
 * @param opened connections there have been
 * @param received messages of clients, heartbeats and refused messages included
 * @param sent messages to clients, replies included
 * @param refused connections that were refused by vsn, origin, sub-protocol or connect handler,
 *     those beyond the endpoint's limit, and long-poll sessions beyond theirs
 * @param undecodable connections closed for a malformed message, or one with a longer topic, event
 *     or ref than {@link dev.roost.SocketLimits#fields} allows
 * @param overloaded connections that were closed for what waited for their clients, for any cause
 * @param stalled of these, those by the stall timeout
 * @param beyondHardLimit of these, those by the hard limit
 * @param beyondBudget of these, those by the budget of the endpoint
 * @param slow connections for which more than the soft limit waits now
 * @param tooManyChannels joins that were refused by {@link dev.roost.SocketLimits#maxChannels}
 * @param queueOverflows channels that were ended by {@link
 *     dev.roost.SocketLimits#maxQueuedMessages} or {@link dev.roost.SocketLimits#maxQueuedBytes}
 * @param tooManyJoins joins that were refused by {@link dev.roost.SocketLimits#joinRate}
 * @param tooManyMessages messages that were refused, or closed the connection, by {@link
 *     dev.roost.SocketLimits#messageRate}
 * @param tooManyConnections of the refused connections, those by the endpoint's limits
 * @param tooManyOfAddress of these, those by its limit for a client's address
 * @param tooManySessions of the refused connections, long-poll sessions beyond a limit of their
 *     number, that for an address, or that for anonymous clients
 * @param assembliesEnded connections and requests that were ended because the messages in assembly
 *     used up the endpoint's assembly budget
 * @param tooManyFragments connections that were closed for a message of too many fragments
 * @param channels channels that have joined and not ended
 * @param joined joins that succeeded
 * @param crashed joins and channels that crashed
 * @param answeredErrors exceptions of joins and messages that were answered with an error
 * @param tooManySubscriptions subscriptions of channels that were refused by {@link
 *     dev.roost.SocketLimits#maxSubscriptions}
 * @param compressions messages that were compressed, a broadcast once for all its recipients
 * @param bytesBeforeCompression bytes of the messages that were sent compressed, before that, for
 *     each client that was sent them
 * @param bytesAfterCompression the bytes that were sent instead
 */
public record SocketSnapshot(
    long open,
    long opened,
    long received,
    long sent,
    long refused,
    long undecodable,
    long overloaded,
    long stalled,
    long beyondHardLimit,
    long beyondBudget,
    long slow,
    long tooManyChannels,
    long queueOverflows,
    long tooManyJoins,
    long tooManyMessages,
    long tooManyConnections,
    long tooManyOfAddress,
    long tooManySessions,
    long assembliesEnded,
    long tooManyFragments,
    long channels,
    long joined,
    long crashed,
    long answeredErrors,
    long tooManySubscriptions,
    long compressions,
    long bytesBeforeCompression,
    long bytesAfterCompression) {}

package dev.roost.rooms;

import dev.roost.SocketMount;
import dev.roost.channel.ConnectInfo;
import dev.roost.internal.session.SessionOptions;
import dev.roost.rooms.config.LongPollSettings;
import dev.roost.rooms.config.OutboundSettings;
import dev.roost.rooms.config.SocketSettings;

/** Holds a socket to what the settings say of it. */
final class SocketLimits {
  private SocketLimits() {}

  static void apply(SocketSettings settings, SocketMount socket) {
    SessionOptions limits = settings.limits();
    socket
        .maxChannelsPerTransport(limits.maxChannels())
        .maxQueuedMessages(limits.maxQueuedMessages())
        .maxQueuedBytes(limits.maxQueuedBytes())
        .fieldLimits(limits.fields());
    if (limits.joinRate() != null) {
      socket.joinRate(limits.joinRate());
    }
    if (limits.messageRate() != null) {
      socket.messageRate(limits.messageRate());
    }
    socket.webSocket(
        options ->
            options
                .authToken(true)
                .connectInfo(ConnectInfo.Key.TRACE_CONTEXT_HEADERS, ConnectInfo.Key.PEER_DATA)
                .timeoutMillis(1_000L * settings.idleSeconds())
                .closeTimeoutMillis(1_000L * settings.closeSeconds())
                .maxFrameSize(settings.maxFrameBytes())
                .maxOutboundBytes(settings.outbound().softBytes())
                .outboundHardLimitBytes(settings.outbound().hardBytes())
                .outboundStallMillis(1_000L * settings.outbound().stallSeconds()));
    settings.longPoll().ifPresent(longPoll -> poll(longPoll, settings.outbound(), socket));
  }

  private static void poll(
      LongPollSettings settings, OutboundSettings outbound, SocketMount socket) {
    socket.longPoll(
        options ->
            options
                .authToken(true)
                .connectInfo(ConnectInfo.Key.TRACE_CONTEXT_HEADERS, ConnectInfo.Key.PEER_DATA)
                .windowMillis(1_000L * settings.windowSeconds())
                .maxSessions(settings.maxSessions())
                .maxSessionsPerAddress(settings.maxSessionsPerAddress())
                .maxAnonymousSessions(settings.maxGuestSessions())
                .maxBatch(settings.maxBatch())
                .maxBodyBytes(settings.maxBodyBytes())
                .maxOutboundBytes(settings.maxOutboundBytes())
                .outboundHardLimitBytes(outbound.hardBytes())
                .outboundStallMillis(1_000L * outbound.stallSeconds())
                .maxOutboundMessages(settings.maxOutboundMessages()));
  }
}

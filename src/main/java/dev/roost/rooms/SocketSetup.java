package dev.roost.rooms;

import dev.roost.SocketMount;
import dev.roost.channel.ConnectInfo;
import dev.roost.rooms.config.LongPollSettings;
import dev.roost.rooms.config.OutboundSettings;
import dev.roost.rooms.config.SocketSettings;

/** Holds a socket to what the settings say of it. */
final class SocketSetup {
  private SocketSetup() {}

  static void apply(SocketSettings settings, SocketMount socket) {
    socket.limits(settings.limits());
    socket.webSocket(
        options ->
            options
                .authToken(true)
                .connectInfo(ConnectInfo.Key.TRACE_CONTEXT_HEADERS, ConnectInfo.Key.PEER_DATA)
                .timeoutMillis(1_000L * settings.idleSeconds())
                .closeTimeoutMillis(1_000L * settings.closeSeconds())
                .compress(settings.compress())
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

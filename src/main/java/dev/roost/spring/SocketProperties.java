package dev.roost.spring;

import dev.roost.LongPollOptions;
import dev.roost.Rate;
import dev.roost.SocketMount;
import org.springframework.util.unit.DataSize;

/** Applies the properties to the socket at {@code roost.path}. */
final class SocketProperties {
  private SocketProperties() {}

  static void apply(RoostProperties properties, SocketMount socket) {
    RoostProperties.Limits limits = properties.limits();
    socket
        .drainer(properties.drain().toOptions())
        .maxChannelsPerTransport(limits.maxChannels())
        .maxQueuedMessages(limits.maxQueuedMessages())
        .maxQueuedBytes(bytes(limits.maxQueuedSize()))
        .webSocket(
            options ->
                options
                    .timeoutMillis(properties.timeout().toMillis())
                    .maxFrameSize(bytes(limits.maxMessageSize())));
    if (limits.messageRate() != null) {
      socket.messageRate(new Rate(limits.messageRate(), limits.messageBurst()));
    }
    if (limits.joinRate() != null) {
      socket.joinRate(new Rate(limits.joinRate(), limits.joinBurst()));
    }
    if (properties.longPoll()) {
      socket.longPoll(options -> applyTo(options, limits));
    }
  }

  private static void applyTo(LongPollOptions options, RoostProperties.Limits limits) {
    options.maxBodyBytes(bytes(limits.maxMessageSize()));
  }

  private static int bytes(DataSize size) {
    return Math.toIntExact(size.toBytes());
  }
}

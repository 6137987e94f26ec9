package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.channel.ConnectHandler;

/** A socket with long-poll. */
final class LongPollServer {
  static void mount(Endpoint endpoint) {
    endpoint.socket(
        "/socket",
        socket ->
            socket
                .connect(ConnectHandler.acceptAll())
                .longPoll(poll -> poll.windowMillis(10_000))
                .channel("room:*", ChatServer.RoomChannel::new));
  }

  private LongPollServer() {}
}

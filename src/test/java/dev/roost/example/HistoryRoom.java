package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.channel.ConnectHandler;
import dev.roost.pubsub.History;
import java.time.Duration;

/** A chat room whose clients receive missed messages. */
final class HistoryRoom {
  static void mount(Endpoint endpoint) {
    History history = History.of(100, Duration.ofMinutes(5)).without("typing");
    endpoint.socket(
        "/socket",
        socket ->
            socket
                .connect(ConnectHandler.acceptAll())
                .channel("room:*", ChatServer.RoomChannel::new, history));
  }

  private HistoryRoom() {}
}

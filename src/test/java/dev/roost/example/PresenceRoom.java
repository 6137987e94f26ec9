package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Future;

/** A room with presence. */
final class PresenceRoom {
  static final class RoomChannel extends Channel {
    record Status(String status) {}

    RoomChannel() {
      on("status", Status.class, (status, push) -> push.reply(update(status)));
    }

    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void joined() {
      push("presence_state", presence().list());
      presence().track(user(), new Status("online"));
    }

    private Future<Reply> update(Status status) {
      return presence().update(user(), status).map(ref -> Reply.ok());
    }

    private String user() {
      return socket().get("user", String.class);
    }
  }

  static void mount(Endpoint endpoint) {
    PresenceOptions options =
        new PresenceOptions()
            .leaveGraceMillis(500)
            .handleMetas(
                (topic, diff, presences) ->
                    System.out.printf("%s: %d users%n", topic, presences.size()));
    endpoint.socket(
        "/socket",
        socket ->
            socket
                .connect(
                    request ->
                        ConnectResult.accept().assign("user", request.params().get("user")).now())
                .presence(endpoint.presence(options))
                .channel("room:*", RoomChannel::new));
  }

  private PresenceRoom() {}
}

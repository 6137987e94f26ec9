package dev.roost.example;

import dev.roost.ChannelOptions;
import dev.roost.Endpoint;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Forwarding;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.presence.PresenceOptions;
import dev.roost.serializer.Broadcast;
import java.util.Map;

/** A channel that uses other topics, as in the documentation. */
final class NewsRoom {
  static final class RequestChannel extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      push.ok(push.payload());
    }
  }

  static final class RoomChannel extends Channel {
    private boolean closed;

    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void joined() {
      presence().track(user(), Map.of("status", "online"));
      push("presence_state", presence().list());
      subscribe("moderation");
      forward("announcements");
      forward("user:" + user(), Forwarding.AS_IS.asTopic(topic()).asEvent("notice"));
    }

    @Override
    public void handleBroadcast(Broadcast broadcast) {
      closed = broadcast.event().equals("close");
    }

    @Override
    public void handleIn(Push push) {
      if (closed) {
        push.error(Map.of("reason", "closed"));
      } else {
        broadcast("new_msg", push.payload());
        broadcastTo("archive", "new_msg", push.payload());
        push.ok();
      }
    }

    private String user() {
      return socket().get("user", String.class);
    }
  }

  static void mount(Endpoint endpoint, ConnectHandler users) {
    endpoint.socket(
        "/socket",
        socket ->
            socket
                .connect(users)
                .presence(endpoint.presence(new PresenceOptions()))
                .channel("room:*", RoomChannel::new)
                .channel("request:*", RequestChannel::new, new ChannelOptions().subscribe(false)));
  }

  private NewsRoom() {}
}

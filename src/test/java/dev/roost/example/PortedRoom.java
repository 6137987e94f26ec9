package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.channel.Answer;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.presence.PresenceOptions;
import dev.roost.serializer.Broadcast;
import dev.roost.token.MaxAge;
import dev.roost.token.TokenCheck;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The room of the page about moving from Phoenix. */
final class PortedRoom {
  interface Rooms {
    Future<List<String>> messages(String room);
  }

  static final class RoomChannel extends Channel {
    private final Rooms rooms;
    private String room;

    RoomChannel(Rooms rooms) {
      this.rooms = rooms;
    }

    @Override
    public Answer join(Join join) {
      room = join.topicSuffix();
      return Reply.later(
          rooms.messages(room).map(messages -> Reply.ok(Map.of("messages", messages))));
    }

    @Override
    public void joined() {
      presence().track(user(), Map.of("room", room));
      push("presence_state", presence().list());
    }

    @Override
    public void handleIn(Push push) {
      switch (push.event()) {
        case "shout" -> {
          broadcast("shout", push.payload());
          push.ok();
        }
        case "typing" -> broadcastFrom("typing", Map.of("user", user()));
        default -> push.unknown();
      }
    }

    @Override
    public Set<String> intercepts() {
      return Set.of("shout");
    }

    @Override
    public void handleOut(Broadcast broadcast) {
      if (!room.equals("quiet")) {
        push(broadcast.event(), broadcast.payload());
      }
    }

    private String user() {
      return socket().get("user", String.class);
    }
  }

  static ConnectHandler connect(Endpoint endpoint) {
    return request -> {
      TokenCheck check =
          endpoint
              .tokens("user socket")
              .verify(request.params().get("token"), MaxAge.of(Duration.ofDays(14)));
      if (!check.isValid()) {
        return ConnectResult.refuse().now();
      }
      String user = check.data().decode(String.class);
      return ConnectResult.accept().id("user:" + user).assign("user", user).now();
    };
  }

  static void mount(Endpoint endpoint, Rooms rooms) {
    endpoint.socket(
        "/socket",
        socket ->
            socket
                .connect(connect(endpoint))
                .presence(endpoint.presence(new PresenceOptions()))
                .channel("room:*", () -> new RoomChannel(rooms)));
  }

  private PortedRoom() {}
}

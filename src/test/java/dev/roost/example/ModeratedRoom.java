package dev.roost.example;

import dev.roost.Rate;
import dev.roost.RateLimiter;
import dev.roost.channel.Channel;
import dev.roost.channel.EventHandler;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import java.util.Map;

/** A channel with a handler for each event, as in the documentation. */
final class ModeratedRoom {
  record NewMessage(String text) {}

  record Kick(String user) {}

  static final class RoomChannel extends Channel {
    private final RateLimiter limiter = new RateLimiter(new Rate(2, 5));

    RoomChannel() {
      on("new_msg", NewMessage.class, limiter.limit(this::newMessage));
      on("kick", Kick.class, onlyAdmins(this::kick));
      on("ping", push -> push.ok("pong"));
    }

    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    private void newMessage(NewMessage message, Push push) {
      broadcast("new_msg", message);
      push.ok();
    }

    private void kick(Kick kick, Push push) {
      broadcast("kicked", kick);
      push.ok();
    }

    private <T> EventHandler<T> onlyAdmins(EventHandler<T> handler) {
      return (message, push) -> {
        if (socket().get("admin", Boolean.class)) {
          handler.handle(message, push);
        } else {
          push.error(Map.of("reason", "not allowed"));
        }
      };
    }
  }

  private ModeratedRoom() {}
}

package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;

public final class ChatServer {
  static final class RoomChannel extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      switch (push.event()) {
        case "new_msg" -> broadcast("new_msg", push.payload());
        case "ping" -> push.reply(Reply.ok("pong"));
        default -> push.unknown();
      }
    }
  }

  public static void main(String[] args) {
    Endpoint.create(Vertx.vertx(), new EndpointOptions())
        .socket(
            "/socket",
            s -> s.connect(ConnectHandler.acceptAll()).channel("room:*", RoomChannel::new))
        .listen(new HttpServerOptions().setPort(4000), router -> {});
  }
}

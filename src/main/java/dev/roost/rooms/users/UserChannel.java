package dev.roost.rooms.users;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import io.vertx.core.Future;
import java.util.Map;

/** {@code users:<id>}: what concerns one user wherever they are. Only they may join it. */
public final class UserChannel extends Channel {

  @Override
  public Future<Reply> join(Join join) {
    return socket().get("user") instanceof User user
            && join.topicSuffix().equals(String.valueOf(user.id()))
        ? Reply.ok().now()
        : Reply.error(Map.of("reason", "forbidden")).now();
  }
}

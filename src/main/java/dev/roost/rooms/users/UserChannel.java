package dev.roost.rooms.users;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import java.util.Map;

/** {@code users:<id>}: what concerns one user wherever they are. Only they may join it. */
public final class UserChannel extends Channel {

  @Override
  public Reply join(Join join) {
    return socket().get("user") instanceof User user
            && join.topicSuffix().equals(String.valueOf(user.id()))
        ? Reply.ok()
        : Reply.error(Map.of("reason", "forbidden"));
  }
}

package dev.roost.conformance;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import java.util.Map;

/** {@code lobby}: an exact topic. */
final class LobbyChannel extends Channel {
  @Override
  public Reply join(Join join) {
    return Reply.ok(Map.of("exact", true));
  }

  @Override
  public void handleIn(Push push) {
    if (push.event().equals("ping")) {
      push.reply(Reply.ok(push.payload()));
    } else {
      push.unknown();
    }
  }
}

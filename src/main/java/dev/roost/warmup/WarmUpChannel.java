package dev.roost.warmup;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;

/** Echoes and broadcasts. */
final class WarmUpChannel extends Channel {
  static final String TOPICS = "warm_up:*";
  static final String ECHO = "echo";
  static final String BROADCAST = "broadcast";

  @Override
  public Reply join(Join join) {
    return Reply.ok();
  }

  @Override
  public void handleIn(Push push) {
    switch (push.event()) {
      case ECHO -> push.reply(Reply.ok(push.payload()));
      case BROADCAST -> broadcast(BROADCAST, push.payload());
      default -> push.unknown();
    }
  }
}

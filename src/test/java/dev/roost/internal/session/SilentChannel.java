package dev.roost.internal.session;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;

/** Accepts every join and never replies. */
final class SilentChannel extends Channel {
  @Override
  public Reply join(Join join) {
    return Reply.ok();
  }

  @Override
  public void handleIn(Push push) {}
}

package dev.roost.conformance;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;

/** {@code bench:*}: the minimal channel for load generators. */
final class BenchChannel extends Channel {
  @Override
  public Reply join(Join join) {
    return Reply.ok();
  }

  @Override
  public void handleIn(Push push) {
    switch (push.event()) {
      case "echo" -> push.reply(Reply.ok(push.payload()));
      case "pub" -> broadcast("msg", push.payload());
      case "pub_ack" -> {
        broadcast("msg", push.payload());
        push.ok();
      }
      default -> push.unknown();
    }
  }
}

package dev.roost.internal.transport;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.serializer.Payload;

/** Replies with each payload and broadcasts some of them. */
final class FuzzedChannel extends Channel {
  /** The event that it broadcasts. */
  static final String TICK = "tick";

  @Override
  public Reply join(Join join) {
    return Reply.ok();
  }

  @Override
  public void handleIn(Push push) {
    Payload payload = push.payload();
    if (push.event().equals(TICK) && (payload.isObject() || payload.isBinary())) {
      broadcast(TICK, payload);
    }
    push.reply(Reply.ok(payload));
  }
}

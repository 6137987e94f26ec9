package dev.roost.internal.transport;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.serializer.Payload;

/** Takes whatever comes: replies with it, and sends some of it to all. */
final class FuzzedChannel extends Channel {
  /** The event that is sent to all. */
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

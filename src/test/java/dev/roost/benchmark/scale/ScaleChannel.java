package dev.roost.benchmark.scale;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.presence.Presence;
import java.util.concurrent.atomic.LongAdder;

/** A member of a topic that may become present there. */
final class ScaleChannel extends Channel {
  private final Presence presence;
  private final LongAdder tracked;

  /**
   * @param tracked counts the presences that lists show
   */
  ScaleChannel(Presence presence, LongAdder tracked) {
    this.presence = presence;
    this.tracked = tracked;
  }

  /** What a client of a chat says of itself. */
  record Meta(String name, long since, String device) {}

  @Override
  public Reply join(Join join) {
    return Reply.ok();
  }

  @Override
  public void handleIn(Push push) {
    if (push.event().equals("echo")) {
      push.reply(Reply.ok(push.payload()));
    } else {
      // The event is the key: one channel may be present by several.
      presence
          .track(this, push.event(), new Meta(push.event(), 1_700_000_000L, "browser"))
          .onSuccess(ref -> tracked.increment());
    }
  }
}

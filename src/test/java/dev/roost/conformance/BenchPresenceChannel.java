package dev.roost.conformance;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.presence.Presence;
import java.util.Map;

/** {@code bench_presence:*}: presence for load generators. */
final class BenchPresenceChannel extends Channel {
  private final Presence presence;
  private String key = "";

  BenchPresenceChannel(Presence presence) {
    this.presence = presence;
  }

  @Override
  public Reply join(Join join) {
    key = join.payload().json().required("key").asText();
    return Reply.ok();
  }

  @Override
  public void joined() {
    push("presence_state", presence.list(topic()).payload());
    presence.track(this, key, Map.of("online_at", System.currentTimeMillis()));
  }
}

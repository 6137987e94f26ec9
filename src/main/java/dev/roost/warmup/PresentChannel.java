package dev.roost.warmup;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.presence.Presence;
import java.util.Map;

/** Tracks each member and pushes the state of the presences, as most applications do. */
final class PresentChannel extends Channel {
  static final String TOPICS = "warm_up_presence:*";

  private final Presence presence;
  private String key = "";

  PresentChannel(Presence presence) {
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

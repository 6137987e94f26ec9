package dev.roost.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.presence.Presence;

/** {@code presence:*}: pushes the state, then tracks its own presence. */
final class PresenceChannel extends Channel {
  private final Presence presence;
  private String key = "";
  private JsonNode meta = JsonNodeFactory.instance.objectNode();

  PresenceChannel(Presence presence) {
    this.presence = presence;
  }

  @Override
  public Reply join(Join join) {
    JsonNode params = join.payload().json();
    key = params.path("key").asText("");
    if (params.has("meta")) {
      meta = params.get("meta");
    }
    return Reply.ok();
  }

  @Override
  public void joined() {
    push("presence_state", presence.list(topic()).payload());
    hold(presence.track(this, key, meta));
  }

  @Override
  public void handleIn(Push push) {
    switch (push.event()) {
      case "update" -> push.reply(presence.update(this, key, push.payload()).map(Reply.ok()));
      case "untrack" -> push.reply(presence.untrack(this, key).map(Reply.ok()));
      case "track_as" -> {
        JsonNode other = push.payload().json();
        push.reply(
            presence
                .track(this, other.required("key").asText(), other.required("meta"))
                .map(Reply.ok()));
      }
      case "list" -> push.reply(Reply.ok(presence.list(topic()).payload()));
      default -> push.unknown();
    }
  }
}

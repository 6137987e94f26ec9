package dev.roost.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.serializer.Broadcast;
import java.util.Set;

/** {@code intercept:*}: changes one outgoing event for each client and drops another. */
final class InterceptChannel extends Channel {
  private static final String USER_JOINED = "user_joined";
  private static final String SECRET = "secret";

  @Override
  public Reply join(Join join) {
    return Reply.ok();
  }

  @Override
  public Set<String> intercepts() {
    return Set.of(USER_JOINED, SECRET);
  }

  @Override
  public void handleIn(Push push) {
    if (push.event().equals("emit")) {
      JsonNode emit = push.payload().json();
      broadcast(emit.required("event").asText(), emit.required("payload"));
    } else {
      push.unknown();
    }
  }

  @Override
  public void handleOut(Broadcast broadcast) {
    if (broadcast.event().equals(USER_JOINED)) {
      ObjectNode payload = (ObjectNode) broadcast.payload().json();
      payload.putPOJO("seen_by", socket().get("user"));
      push(USER_JOINED, payload);
    }
  }
}

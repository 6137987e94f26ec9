package dev.roost.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.Endpoint;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.serializer.Payload;
import java.util.Objects;

/** {@code room:*}: broadcasts to its topic and to others. */
final class RoomChannel extends Channel {
  private final Endpoint endpoint;

  RoomChannel(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public Reply join(Join join) {
    return Reply.ok();
  }

  @Override
  public void handleIn(Push push) {
    switch (push.event()) {
      case "new_msg" -> broadcast("new_msg", push.payload());
      case "new_msg_ack" -> {
        broadcast("new_msg", push.payload());
        push.ok();
      }
      case "shout" -> broadcastFrom("shout", push.payload());
      case "shout_binary" -> broadcast("shout_binary", push.payload().binary());
      case "to_other" -> {
        JsonNode other = push.payload().json();
        endpoint.broadcast(
            other.required("topic").asText(),
            other.required("event").asText(),
            Payload.of(other.required("payload")));
        push.ok();
      }
      case "disconnect_me" -> endpoint.disconnect(Objects.requireNonNull(socket().id()));
      default -> push.unknown();
    }
  }
}

package dev.roost.testing;

import dev.roost.serializer.Broadcast;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A message to a client or to the test itself.
 *
 * @param joinRef the ref of the channel's join; null for a broadcast
 * @param ref of the message that a reply answers; else null
 * @param status of a reply, else null
 * @param payload of a reply, its response
 */
public record Received(
    @Nullable String joinRef,
    @Nullable String ref,
    String topic,
    String event,
    @Nullable String status,
    Payload payload) {

  static Received broadcast(Broadcast broadcast) {
    return new Received(
        null, null, broadcast.topic(), broadcast.event(), null, broadcast.payload());
  }

  /** The same, its payload decoded by this codec. */
  Received with(JsonCodec codec) {
    return new Received(joinRef, ref, topic, event, status, payload.with(codec));
  }

  /** For the list of what came instead of what was expected. */
  @Override
  public String toString() {
    String what = status == null ? event : "reply " + status + " to " + ref;
    return what + " on " + topic + " " + Texts.shortened(payload.toString());
  }
}

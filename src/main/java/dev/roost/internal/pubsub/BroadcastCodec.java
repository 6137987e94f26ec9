package dev.roost.internal.pubsub;

import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * A broadcast on its way to another node: length and text of the topic, the same of the event, a
 * byte that says whether the payload is binary, and the payload as it is.
 */
final class BroadcastCodec {
  private BroadcastCodec() {}

  static Buffer encode(Broadcast broadcast) {
    byte[] topic = broadcast.topic().getBytes(StandardCharsets.UTF_8);
    byte[] event = broadcast.event().getBytes(StandardCharsets.UTF_8);
    Payload payload = broadcast.payload();
    return payload.appendTo(
        Buffer.buffer(9 + topic.length + event.length + payload.length())
            .appendInt(topic.length)
            .appendBytes(topic)
            .appendInt(event.length)
            .appendBytes(event)
            .appendByte((byte) (payload.isBinary() ? 1 : 0)));
  }

  static Broadcast decode(Buffer bytes) {
    int topicLength = bytes.getInt(0);
    int eventAt = 4 + topicLength;
    int eventLength = bytes.getInt(eventAt);
    int payloadAt = eventAt + 4 + eventLength + 1;
    // Slices, which are checked before anything is copied: a length may be anything.
    String topic = bytes.slice(4, eventAt).toString();
    String event = bytes.slice(eventAt + 4, payloadAt - 1).toString();
    byte[] payload = bytes.getBytes(payloadAt, bytes.length());
    boolean binary = bytes.getByte(payloadAt - 1) == 1;
    return new Broadcast(topic, event, binary ? Payload.binary(payload) : Payload.json(payload));
  }
}

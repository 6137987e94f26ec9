package dev.roost.internal.pubsub;

import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A broadcast on its way to another node: length and text of the topic, the same of the event, a
 * byte of flags, the payload's attributes if there are any, and the payload as it is. Attributes
 * are their number, and length and text of each name and value.
 */
final class BroadcastCodec {
  private static final int BINARY = 1;
  private static final int ATTRIBUTES = 2;

  private BroadcastCodec() {}

  static Buffer encode(Broadcast broadcast) {
    byte[] topic = broadcast.topic().getBytes(StandardCharsets.UTF_8);
    byte[] event = broadcast.event().getBytes(StandardCharsets.UTF_8);
    Payload payload = broadcast.payload();
    Map<String, String> attributes = payload.attributes();
    int flags = (payload.isBinary() ? BINARY : 0) | (attributes.isEmpty() ? 0 : ATTRIBUTES);
    Buffer out =
        Buffer.buffer(9 + topic.length + event.length + payload.length())
            .appendInt(topic.length)
            .appendBytes(topic)
            .appendInt(event.length)
            .appendBytes(event)
            .appendByte((byte) flags);
    if (!attributes.isEmpty()) {
      out.appendInt(attributes.size());
      attributes.forEach(
          (name, value) -> {
            append(out, name);
            append(out, value);
          });
    }
    return payload.appendTo(out);
  }

  private static void append(Buffer out, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.appendInt(utf8.length).appendBytes(utf8);
  }

  static Broadcast decode(Buffer bytes) {
    int topicLength = bytes.getInt(0);
    int eventAt = 4 + topicLength;
    int eventLength = bytes.getInt(eventAt);
    int flagsAt = eventAt + 4 + eventLength;
    // Slices, which are checked before anything is copied: a length may be anything.
    String topic = bytes.slice(4, eventAt).toString();
    String event = bytes.slice(eventAt + 4, flagsAt).toString();
    int flags = bytes.getByte(flagsAt);
    if ((flags & ATTRIBUTES) == 0) {
      return new Broadcast(topic, event, payload(bytes, flagsAt + 1, flags));
    }
    Map<String, String> attributes = new HashMap<>();
    int at = flagsAt + 5;
    for (int left = bytes.getInt(flagsAt + 1); left > 0; left--) {
      int valueAt = at + 4 + bytes.getInt(at);
      int end = valueAt + 4 + bytes.getInt(valueAt);
      attributes.put(
          bytes.slice(at + 4, valueAt).toString(), bytes.slice(valueAt + 4, end).toString());
      at = end;
    }
    return new Broadcast(topic, event, payload(bytes, at, flags).withAttributes(attributes));
  }

  private static Payload payload(Buffer bytes, int at, int flags) {
    byte[] payload = bytes.getBytes(at, bytes.length());
    return (flags & BINARY) != 0 ? Payload.binary(payload) : Payload.json(payload);
  }
}

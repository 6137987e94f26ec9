package dev.roost.serializer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * vsn 1.0.0: a message is {@code {"topic", "event", "payload", "ref"}}, without a join_ref on the
 * way out and without binary. Mirrors Phoenix's {@code V1.JSONSerializer}.
 */
final class SerializerV1 implements Serializer {
  // Names, quotes and the ref of a usual message; the buffer grows if they do not suffice.
  private static final int ENVELOPE = 64;

  private final ByteBufAllocator allocator;

  SerializerV1(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  @Override
  public Message decodeText(byte[] utf8) throws DecodeException {
    try (JsonParser parser = EnvelopeFields.parser(utf8)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new DecodeException("a message is an object");
      }
      Ref joinRef = null;
      Ref ref = null;
      boolean hasRef = false;
      String topic = null;
      JsonToken topicToken = null;
      String event = null;
      JsonToken eventToken = null;
      Payload payload = null;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (name) {
          case "topic" -> {
            topic = EnvelopeFields.text(utf8, parser, token);
            topicToken = token;
          }
          case "event" -> {
            event = EnvelopeFields.text(utf8, parser, token);
            eventToken = token;
          }
          case "payload" -> payload = EnvelopeFields.payload(utf8, parser, token);
          case "join_ref" -> joinRef = EnvelopeFields.ref(utf8, parser, token);
          case "ref" -> {
            ref = EnvelopeFields.ref(utf8, parser, token);
            hasRef = true;
          }
          default -> parser.skipChildren();
        }
      }
      EnvelopeFields.requireEnd(parser);
      if (topic == null || event == null || payload == null || !hasRef) {
        throw new DecodeException("a message has topic, event, payload and ref");
      }
      return EnvelopeFields.message(joinRef, ref, topic, topicToken, event, eventToken, payload);
    } catch (IOException e) {
      throw new DecodeException("not JSON");
    }
  }

  /** This version knows no binary: a binary frame is taken for the text in it, as in Phoenix. */
  @Override
  public Message decodeBinary(byte[] bytes) throws DecodeException {
    // Text frames were checked before they came here.
    if (!ByteBufUtil.isText(Unpooled.wrappedBuffer(bytes), StandardCharsets.UTF_8)) {
      throw new DecodeException("no UTF-8");
    }
    return decodeText(bytes);
  }

  @Override
  public Frame encode(Message message) {
    requireText(message.payload());
    return encode(message.topic(), message.event(), message.ref(), message.payload());
  }

  @Override
  public Frame encode(ReplyMessage reply) {
    Payload response = reply.response();
    requireText(response);
    return Frame.of(
        allocator,
        ENVELOPE + reply.topic().length() + response.length(),
        false,
        out -> {
          JsonWriter.raw(out, "{\"topic\":");
          JsonWriter.topic(out, reply);
          JsonWriter.raw(out, ",\"ref\":");
          JsonWriter.ref(out, reply.ref());
          JsonWriter.raw(out, ",\"payload\":{\"status\":");
          JsonWriter.string(out, reply.status());
          JsonWriter.raw(out, ",\"response\":");
          response.writeTo(out);
          JsonWriter.raw(out, "},\"event\":\"phx_reply\"}");
        });
  }

  @Override
  public @Nullable Frame fastlane(Broadcast broadcast) {
    Payload payload = broadcast.payload();
    return payload.isBinary() ? null : encode(broadcast.topic(), broadcast.event(), null, payload);
  }

  private Frame encode(String topic, String event, @Nullable Ref ref, Payload payload) {
    return Frame.of(
        allocator,
        ENVELOPE + topic.length() + event.length() + payload.length(),
        false,
        out -> {
          JsonWriter.raw(out, "{\"topic\":");
          JsonWriter.string(out, topic);
          JsonWriter.raw(out, ",\"ref\":");
          JsonWriter.ref(out, ref);
          JsonWriter.raw(out, ",\"payload\":");
          payload.writeTo(out);
          JsonWriter.raw(out, ",\"event\":");
          JsonWriter.string(out, event);
          out.writeByte('}');
        });
  }

  private static void requireText(Payload payload) {
    if (payload.isBinary()) {
      throw new IllegalArgumentException("vsn 1.0.0 has no binary messages");
    }
  }
}

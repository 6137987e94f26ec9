package dev.roost.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;

/**
 * vsn 2.0.0: text is {@code [join_ref, ref, topic, event, payload]}, and there are binary frames,
 * see {@link BinaryLayout}. Mirrors Phoenix's {@code V2.JSONSerializer}.
 */
final class SerializerV2 implements Serializer {
  // Brackets, quotes, commas and refs of a usual message; the buffer grows if they do not suffice.
  private static final int ENVELOPE = 48;

  private final ByteBufAllocator allocator;

  SerializerV2(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  @Override
  public Message decodeText(byte[] utf8) throws DecodeException {
    try (JsonParser parser = Json.FACTORY.createParser(utf8)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new DecodeException("a message is an array");
      }
      Ref joinRef = EnvelopeFields.ref(utf8, parser, parser.nextToken());
      Ref ref = EnvelopeFields.ref(utf8, parser, parser.nextToken());
      String topic = EnvelopeFields.string(parser, parser.nextToken());
      String event = EnvelopeFields.string(parser, parser.nextToken());
      EnvelopeFields.requireValue(parser.nextToken());
      Payload payload = Json.slice(utf8, parser);
      // Phoenix ignores what comes after the fifth element.
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        parser.skipChildren();
      }
      EnvelopeFields.requireEnd(parser);
      return new Message(joinRef, ref, topic, event, payload);
    } catch (IOException e) {
      throw new DecodeException("not JSON");
    }
  }

  @Override
  public Message decodeBinary(byte[] bytes) throws DecodeException {
    return BinaryLayout.decodePush(bytes);
  }

  @Override
  public Frame encode(Message message) {
    Payload payload = message.payload();
    payload.requireObjectOrBinary();
    if (payload.isBinary()) {
      return BinaryLayout.push(allocator, message);
    }
    ByteBuf out = begin(message.topic(), message.event(), payload);
    out.writeByte('[');
    JsonWriter.ref(out, message.joinRef());
    out.writeByte(',');
    JsonWriter.ref(out, message.ref());
    return finish(out, message.topic(), message.event(), payload);
  }

  @Override
  public Frame encode(ReplyMessage reply) {
    Payload response = reply.response();
    if (response.isBinary()) {
      return BinaryLayout.reply(allocator, reply);
    }
    ByteBuf out = begin(reply.topic(), Events.REPLY, response);
    out.writeByte('[');
    JsonWriter.ref(out, reply.joinRef());
    out.writeByte(',');
    JsonWriter.ref(out, reply.ref());
    out.writeByte(',');
    JsonWriter.string(out, reply.topic());
    JsonWriter.raw(out, ",\"phx_reply\",{\"status\":");
    JsonWriter.string(out, reply.status());
    JsonWriter.raw(out, ",\"response\":");
    response.writeTo(out);
    JsonWriter.raw(out, "}]");
    return Frame.end(out, false);
  }

  @Override
  public Frame fastlane(Broadcast broadcast) {
    Payload payload = broadcast.payload();
    if (payload.isBinary()) {
      return BinaryLayout.broadcast(allocator, broadcast);
    }
    ByteBuf out = begin(broadcast.topic(), broadcast.event(), payload);
    JsonWriter.raw(out, "[null,null");
    return finish(out, broadcast.topic(), broadcast.event(), payload);
  }

  private ByteBuf begin(String topic, String event, Payload payload) {
    return Frame.begin(allocator, ENVELOPE + topic.length() + event.length() + payload.length());
  }

  private static Frame finish(ByteBuf out, String topic, String event, Payload payload) {
    out.writeByte(',');
    JsonWriter.string(out, topic);
    out.writeByte(',');
    JsonWriter.string(out, event);
    out.writeByte(',');
    payload.writeTo(out);
    out.writeByte(']');
    return Frame.end(out, false);
  }
}

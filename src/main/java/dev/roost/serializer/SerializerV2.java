package dev.roost.serializer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * vsn 2.0.0: text is {@code [join_ref, ref, topic, event, payload]}, and there are binary frames,
 * see {@link BinaryLayout}. Mirrors Phoenix's {@code V2.JSONSerializer}.
 */
final class SerializerV2 implements Serializer {
  // Brackets, quotes, commas and refs of a usual message; the buffer grows if they do not suffice.
  private static final int ENVELOPE = 64;

  private static final byte[] REPLY = ascii(",\"phx_reply\",{\"status\":");
  private static final byte[] RESPONSE = ascii(",\"response\":");
  private static final byte[] END_OF_REPLY = ascii("}]");

  private final ByteBufAllocator allocator;

  SerializerV2(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Message decodeText(byte[] utf8) throws DecodeException {
    Message usual = CompactScanner.scan(utf8);
    return usual != null ? usual : parse(utf8);
  }

  /** Decodes a text message by a parser, which takes all there is. */
  static Message parse(byte[] utf8) throws DecodeException {
    try (JsonParser parser = EnvelopeFields.parser(utf8)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new DecodeException("a message is an array");
      }
      Ref joinRef = EnvelopeFields.ref(utf8, parser, parser.nextToken());
      Ref ref = EnvelopeFields.ref(utf8, parser, parser.nextToken());
      JsonToken topicToken = parser.nextToken();
      String topic = EnvelopeFields.text(utf8, parser, topicToken);
      JsonToken eventToken = parser.nextToken();
      String event = EnvelopeFields.text(utf8, parser, eventToken);
      Payload payload = EnvelopeFields.payload(utf8, parser, parser.nextToken());
      // Phoenix ignores what comes after the fifth element.
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        parser.skipChildren();
      }
      EnvelopeFields.requireEnd(parser);
      return EnvelopeFields.message(joinRef, ref, topic, topicToken, event, eventToken, payload);
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
    return push(message.joinRef(), message.ref(), message.topic(), message.event(), payload);
  }

  @Override
  public Frame encode(ReplyMessage reply) {
    return reply.response().isBinary()
        ? BinaryLayout.reply(allocator, reply)
        : text(expectedLength(reply), out -> write(out, reply));
  }

  @Override
  public void append(ByteBuf out, ReplyMessage reply) {
    if (reply.response().isBinary()) {
      Serializer.super.append(out, reply);
    } else {
      Frame.appendText(out, expectedLength(reply), content -> write(content, reply));
    }
  }

  private static int expectedLength(ReplyMessage reply) {
    return ENVELOPE + reply.topic().length() + reply.response().length();
  }

  private static void write(ByteBuf out, ReplyMessage reply) {
    out.writeByte('[');
    JsonWriter.ref(out, reply.joinRef());
    out.writeByte(',');
    JsonWriter.ref(out, reply.ref());
    out.writeByte(',');
    JsonWriter.topic(out, reply);
    out.writeBytes(REPLY);
    JsonWriter.string(out, reply.status());
    out.writeBytes(RESPONSE);
    reply.response().writeTo(out);
    out.writeBytes(END_OF_REPLY);
  }

  @Override
  public Frame fastlane(Broadcast broadcast) {
    Payload payload = broadcast.payload();
    if (payload.isBinary()) {
      return BinaryLayout.broadcast(allocator, broadcast);
    }
    return push(null, null, broadcast.topic(), broadcast.event(), payload);
  }

  private Frame push(
      @Nullable Ref joinRef, @Nullable Ref ref, String topic, String event, Payload payload) {
    return text(
        ENVELOPE + topic.length() + event.length() + payload.length(),
        out -> {
          out.writeByte('[');
          JsonWriter.ref(out, joinRef);
          out.writeByte(',');
          JsonWriter.ref(out, ref);
          out.writeByte(',');
          JsonWriter.string(out, topic);
          out.writeByte(',');
          JsonWriter.string(out, event);
          out.writeByte(',');
          payload.writeTo(out);
          out.writeByte(']');
        });
  }

  private Frame text(int expectedLength, Frame.Content content) {
    return Frame.of(allocator, expectedLength, false, content);
  }
}

package dev.roost.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.serializer.DecodeException;
import dev.roost.serializer.Events;
import dev.roost.serializer.Frame;
import dev.roost.serializer.Message;
import dev.roost.serializer.Payload;
import dev.roost.serializer.Ref;
import dev.roost.serializer.Serializer;
import dev.roost.serializer.Serializers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads messages as a client of vsn 2.0.0 does. */
final class ServerFrames {
  private static final Serializer TEXT =
      Objects.requireNonNull(Serializers.phoenix().forVersion("2.0.0"));

  private static final int PUSH = 0;
  private static final int REPLY = 1;
  private static final int BROADCAST = 2;

  private ServerFrames() {}

  static Received decode(Frame frame) {
    try {
      return frame.isBinary() ? binary(frame.content()) : text(frame.content());
    } catch (DecodeException | IndexOutOfBoundsException e) {
      throw new IllegalStateException(
          "the server sent a frame that a client of vsn 2.0.0 cannot read", e);
    }
  }

  private static Received text(ByteBuf content) throws DecodeException {
    Message message = TEXT.decodeText(ByteBufUtil.getBytes(content));
    String joinRef = text(message.joinRef());
    String ref = text(message.ref());
    if (!message.event().equals(Events.REPLY)) {
      return new Received(joinRef, ref, message.topic(), message.event(), null, message.payload());
    }
    JsonNode reply = message.payload().json();
    return new Received(
        joinRef,
        ref,
        message.topic(),
        Events.REPLY,
        reply.path("status").asText(),
        Payload.of(reply.path("response")));
  }

  private static @Nullable String text(@Nullable Ref ref) {
    return ref == null ? null : ref.toString();
  }

  private static Received binary(ByteBuf content) {
    int kind = content.readUnsignedByte();
    switch (kind) {
      case PUSH -> {
        String[] fields = fields(content, 3);
        return new Received(fields[0], null, fields[1], fields[2], null, rest(content));
      }
      case REPLY -> {
        String[] fields = fields(content, 4);
        return new Received(
            fields[0], fields[1], fields[2], Events.REPLY, fields[3], rest(content));
      }
      case BROADCAST -> {
        String[] fields = fields(content, 2);
        return new Received(null, null, fields[0], fields[1], null, rest(content));
      }
      default -> throw new IllegalStateException("the server sent a binary frame of kind " + kind);
    }
  }

  private static String[] fields(ByteBuf content, int count) {
    int[] lengths = new int[count];
    for (int i = 0; i < count; i++) {
      lengths[i] = content.readUnsignedByte();
    }
    String[] fields = new String[count];
    for (int i = 0; i < count; i++) {
      fields[i] = content.readCharSequence(lengths[i], StandardCharsets.UTF_8).toString();
    }
    return fields;
  }

  private static Payload rest(ByteBuf content) {
    return Payload.binary(ByteBufUtil.getBytes(content));
  }
}

package dev.roost.serializer;

import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The binary frames of vsn 2.0.0, as Phoenix's {@code V2.JSONSerializer} lays them out: a byte for
 * the kind, a byte for the length of each field, the fields in UTF-8, and then the data.
 */
final class BinaryLayout {
  /** What a length byte can say. */
  static final int MAX_FIELD_BYTES = 255;

  private static final int PUSH = 0;
  private static final int REPLY = 1;
  private static final int BROADCAST = 2;

  private static final int CLIENT_PUSH_LENGTHS = 4;

  private BinaryLayout() {}

  /** Reads the only kind that clients may send, a push: join_ref, ref, topic, event, data. */
  static Message decodePush(byte[] frame) throws DecodeException {
    if (frame.length < 1 + CLIENT_PUSH_LENGTHS) {
      throw new DecodeException("binary frame without a header");
    }
    if (frame[0] != PUSH) {
      throw new DecodeException("binary frame of unknown kind " + (frame[0] & 0xff));
    }
    int at = 1 + CLIENT_PUSH_LENGTHS;
    String[] fields = new String[CLIENT_PUSH_LENGTHS];
    for (int i = 0; i < fields.length; i++) {
      int length = frame[1 + i] & 0xff;
      if (at + length > frame.length) {
        throw new DecodeException("binary frame shorter than its lengths say");
      }
      fields[i] = utf8(frame, at, length);
      at += length;
    }
    Payload data = Payload.binary(frame, at, frame.length - at);
    // An empty ref is a string too: binary frames cannot say null.
    return new Message(Ref.of(fields[0]), Ref.of(fields[1]), fields[2], fields[3], data);
  }

  private static String utf8(byte[] frame, int offset, int length) throws DecodeException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(frame, offset, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new DecodeException("binary frame with a field that is no UTF-8");
    }
  }

  static Frame push(ByteBufAllocator allocator, Message message) {
    return encode(
        allocator,
        PUSH,
        message.payload(),
        text(message.joinRef()),
        message.topic(),
        message.event());
  }

  static Frame reply(ByteBufAllocator allocator, ReplyMessage reply) {
    return encode(
        allocator,
        REPLY,
        reply.response(),
        text(reply.joinRef()),
        text(reply.ref()),
        reply.topic(),
        reply.status());
  }

  static Frame broadcast(ByteBufAllocator allocator, Broadcast broadcast) {
    return encode(allocator, BROADCAST, broadcast.payload(), broadcast.topic(), broadcast.event());
  }

  private static String text(@Nullable Ref ref) {
    return ref == null ? "" : ref.toString();
  }

  private static Frame encode(
      ByteBufAllocator allocator, int kind, Payload data, String... fields) {
    byte[][] utf8 = new byte[fields.length][];
    int header = 1 + fields.length;
    for (int i = 0; i < fields.length; i++) {
      utf8[i] = fields[i].getBytes(StandardCharsets.UTF_8);
      if (utf8[i].length > MAX_FIELD_BYTES) {
        throw new IllegalArgumentException(
            "a field of a binary frame has " + utf8[i].length + " bytes, 255 is the most");
      }
      header += utf8[i].length;
    }
    return Frame.of(
        allocator,
        header + data.length(),
        true,
        out -> {
          out.writeByte(kind);
          for (byte[] field : utf8) {
            out.writeByte(field.length);
          }
          for (byte[] field : utf8) {
            out.writeBytes(field);
          }
          data.writeTo(out);
        });
  }
}

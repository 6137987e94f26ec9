package dev.roost.serializer;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The binary frames of vsn 2.0.0, as Phoenix's {@code V2.JSONSerializer} lays them out: a byte for
 * the kind, a byte for the length of each field, the fields in UTF-8, and then the data. Formats of
 * your own often have further kinds of this layout, see {@link #frame} and {@link BinaryReader}.
 */
public final class BinaryLayout {
  /** How many bytes a field may have: what a length byte can say. */
  public static final int MAX_FIELD_BYTES = 255;

  private static final int PUSH = 0;
  private static final int REPLY = 1;
  private static final int BROADCAST = 2;

  private static final int CLIENT_PUSH_LENGTHS = 4;
  private static final byte[] NO_FLAGS = {};

  private BinaryLayout() {}

  /** Reads the only kind that clients may send, a push: join_ref, ref, topic, event, data. */
  static Message decodePush(byte[] frame) throws DecodeException {
    if (frame.length < 1 + CLIENT_PUSH_LENGTHS) {
      throw new DecodeException("binary frame without a header");
    }
    BinaryReader in = new BinaryReader(frame);
    int kind = in.unsignedByte();
    if (kind != PUSH) {
      throw new DecodeException("binary frame of unknown kind " + kind);
    }
    int joinRefLength = in.unsignedByte();
    int refLength = in.unsignedByte();
    int topicLength = in.unsignedByte();
    int eventLength = in.unsignedByte();
    // An empty ref is a string too: binary frames cannot say null.
    Ref joinRef = Ref.of(in.text(joinRefLength));
    Ref ref = Ref.of(in.text(refLength));
    String topic = in.text(topicLength);
    String event = in.text(eventLength);
    return new Message(joinRef, ref, topic, event, in.rest());
  }

  /**
   * A frame of this layout: a byte for the kind, a byte for the length of each field, further
   * bytes, the fields, and the data as it is; JSON leaves without white space between its tokens.
   *
   * @param kind from 0 to 255; Phoenix has 0, 1 and 2
   * @param flags the bytes between lengths and fields; empty in Phoenix's kinds
   * @param data JSON or binary
   * @throws IllegalArgumentException if a field has more than 255 bytes
   */
  public static Frame frame(int kind, byte[] flags, Payload data, String... fields) {
    return encode(PooledByteBufAllocator.DEFAULT, kind, flags, data, fields);
  }

  static Frame push(ByteBufAllocator allocator, Message message) {
    return encode(
        allocator,
        PUSH,
        NO_FLAGS,
        message.payload(),
        text(message.joinRef()),
        message.topic(),
        message.event());
  }

  static Frame reply(ByteBufAllocator allocator, ReplyMessage reply) {
    return encode(
        allocator,
        REPLY,
        NO_FLAGS,
        reply.response(),
        text(reply.joinRef()),
        text(reply.ref()),
        reply.topic(),
        reply.status());
  }

  static Frame broadcast(ByteBufAllocator allocator, Broadcast broadcast) {
    return encode(
        allocator, BROADCAST, NO_FLAGS, broadcast.payload(), broadcast.topic(), broadcast.event());
  }

  private static String text(@Nullable Ref ref) {
    return ref == null ? "" : ref.toString();
  }

  private static Frame encode(
      ByteBufAllocator allocator, int kind, byte[] flags, Payload data, String... fields) {
    byte[][] utf8 = new byte[fields.length][];
    int header = 1 + fields.length + flags.length;
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
          out.writeBytes(flags);
          for (byte[] field : utf8) {
            out.writeBytes(field);
          }
          data.writeTo(out);
        });
  }
}

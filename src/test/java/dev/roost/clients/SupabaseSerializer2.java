package dev.roost.clients;

import dev.roost.serializer.BinaryLayout;
import dev.roost.serializer.BinaryReader;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.DecodeException;
import dev.roost.serializer.Frame;
import dev.roost.serializer.Message;
import dev.roost.serializer.Payload;
import dev.roost.serializer.Ref;
import dev.roost.serializer.ReplyMessage;
import dev.roost.serializer.Serializer;
import dev.roost.serializer.Serializers;
import org.jspecify.annotations.Nullable;

/**
 * Supabase's 2.0.0: Phoenix's format with two further binary kinds for user broadcasts, whose
 * payload is binary or JSON.
 */
final class SupabaseSerializer2 implements Serializer {
  private static final int USER_BROADCAST_PUSH = 3;
  private static final int USER_BROADCAST = 4;
  private static final byte BINARY = 0;
  private static final byte JSON = 1;

  private final Serializer phoenix = Serializers.version2();

  @Override
  public Message decodeBinary(byte[] bytes) throws DecodeException {
    BinaryReader in = new BinaryReader(bytes);
    if (in.unsignedByte() != USER_BROADCAST_PUSH) {
      return phoenix.decodeBinary(bytes);
    }
    int joinRef = in.unsignedByte();
    int ref = in.unsignedByte();
    int topic = in.unsignedByte();
    int userEvent = in.unsignedByte();
    int meta = in.unsignedByte();
    boolean json = in.unsignedByte() == JSON;
    return new Message(
        Ref.of(in.text(joinRef)),
        Ref.of(in.text(ref)),
        in.text(topic),
        UserBroadcast.EVENT,
        UserBroadcast.of(in.text(userEvent), in.text(meta), json ? in.jsonRest() : in.rest()));
  }

  @Override
  public @Nullable Frame fastlane(Broadcast broadcast) {
    Payload payload = broadcast.payload();
    String userEvent = UserBroadcast.eventOf(payload);
    if (userEvent == null) {
      return phoenix.fastlane(broadcast);
    }
    byte[] encoding = {payload.isBinary() ? BINARY : JSON};
    return BinaryLayout.frame(
        USER_BROADCAST,
        encoding,
        payload,
        broadcast.topic(),
        userEvent,
        UserBroadcast.metaOf(payload));
  }

  @Override
  public Message decodeText(byte[] utf8) throws DecodeException {
    return phoenix.decodeText(utf8);
  }

  @Override
  public Frame encode(Message message) {
    return phoenix.encode(message);
  }

  @Override
  public Frame encode(ReplyMessage reply) {
    return phoenix.encode(reply);
  }
}

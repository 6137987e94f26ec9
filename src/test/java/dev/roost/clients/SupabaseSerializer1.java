package dev.roost.clients;

import dev.roost.serializer.Broadcast;
import dev.roost.serializer.DecodeException;
import dev.roost.serializer.Frame;
import dev.roost.serializer.JsonWriter;
import dev.roost.serializer.Message;
import dev.roost.serializer.Payload;
import dev.roost.serializer.ReplyMessage;
import dev.roost.serializer.Serializer;
import dev.roost.serializer.Serializers;
import org.jspecify.annotations.Nullable;

/**
 * Supabase's 1.0.0: Phoenix's format with a user broadcast as {@code {"type", "event", "payload"}}.
 */
final class SupabaseSerializer1 implements Serializer {
  private static final int ENVELOPE = 128;

  private final Serializer phoenix = Serializers.version1();

  @Override
  public Message decodeText(byte[] utf8) throws DecodeException {
    return phoenix.decodeText(utf8);
  }

  @Override
  public Message decodeBinary(byte[] bytes) throws DecodeException {
    return phoenix.decodeBinary(bytes);
  }

  @Override
  public Frame encode(Message message) {
    return phoenix.encode(message);
  }

  @Override
  public Frame encode(ReplyMessage reply) {
    return phoenix.encode(reply);
  }

  @Override
  public @Nullable Frame fastlane(Broadcast broadcast) {
    Payload payload = broadcast.payload();
    String userEvent = UserBroadcast.eventOf(payload);
    if (userEvent == null || payload.isBinary()) {
      return phoenix.fastlane(broadcast);
    }
    String meta = UserBroadcast.metaOf(payload);
    return Frame.text(
        ENVELOPE + broadcast.topic().length() + payload.length(),
        out -> {
          JsonWriter.raw(out, "{\"topic\":");
          JsonWriter.string(out, broadcast.topic());
          JsonWriter.raw(out, ",\"event\":\"broadcast\",\"ref\":null,\"payload\":");
          JsonWriter.raw(out, "{\"type\":\"broadcast\",\"event\":");
          JsonWriter.string(out, userEvent);
          JsonWriter.raw(out, ",\"payload\":");
          payload.writeTo(out);
          if (!meta.isEmpty()) {
            JsonWriter.raw(out, ",\"meta\":");
            Payload.json(meta).writeTo(out);
          }
          JsonWriter.raw(out, "}}");
        });
  }
}

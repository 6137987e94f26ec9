package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Frame;
import dev.roost.serializer.Message;
import dev.roost.serializer.ReplyMessage;
import dev.roost.serializer.Serializer;
import dev.roost.serializer.Serializers;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Encodes like version 2 and counts the frames. */
class CountingSerializer implements Serializer {
  private final Serializer phoenix = Serializers.phoenix().forVersion("2.0.0");
  private final List<ByteBuf> buffers = new CopyOnWriteArrayList<>();

  int encoded() {
    return buffers.size();
  }

  void assertAllFreed() {
    assertThat(buffers).allMatch(buffer -> buffer.refCnt() == 0);
  }

  @Override
  public Frame fastlane(Broadcast broadcast) {
    Frame frame = phoenix.fastlane(broadcast);
    buffers.add(frame.bytes());
    return frame;
  }

  @Override
  public Message decodeText(byte[] utf8) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Message decodeBinary(byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Frame encode(Message message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Frame encode(ReplyMessage reply) {
    throw new UnsupportedOperationException();
  }
}

package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Frame;
import dev.roost.serializer.FrameCompressor;
import dev.roost.serializer.Payload;
import dev.roost.serializer.Serializer;
import dev.roost.serializer.Serializers;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The frames of one broadcast. */
class DispatchTest {
  private static final Broadcast BROADCAST = new Broadcast("t", "e", Payload.EMPTY);
  private static final Payload LARGE = Payload.of(Map.of("text", "x".repeat(1_000)));

  @Test
  void eachSerializerEncodesOnce() {
    CountingSerializer one = new CountingSerializer();
    CountingSerializer two = new CountingSerializer();
    Dispatch dispatch = new Dispatch(BROADCAST, null);
    Frame first = dispatch.frame(one);
    Frame second = dispatch.frame(two);
    assertThat(dispatch.frame(one)).isSameAs(first).isNotSameAs(second);
    assertThat(dispatch.frame(two)).isSameAs(second);
    assertThat(one.encoded()).isEqualTo(1);
    assertThat(two.encoded()).isEqualTo(1);
    dispatch.release();
    one.assertAllFreed();
    two.assertAllFreed();
  }

  @Test
  void compressedFrameIsMadeOnceAndFreedWithTheOthers() {
    AtomicInteger compressions = new AtomicInteger();
    FrameCompressor compressor = new FrameCompressor(1, 10_000, compressions::incrementAndGet);
    CountingSerializer serializer = new CountingSerializer();
    Broadcast broadcast = new Broadcast("t", "e", LARGE);
    Dispatch dispatch = new Dispatch(broadcast, null);
    assertThat(dispatch.usedCompression(null)).isNull();
    ByteBuf compressed = dispatch.frame(serializer).compressed(compressor);
    assertThat(dispatch.frame(serializer).compressed(compressor)).isSameAs(compressed);
    assertThat(dispatch.usedCompression(null))
        .isEqualTo(new UsedCompression(serializer, compressor));
    ByteBuf waiting = compressed.retainedDuplicate();
    dispatch.release();
    serializer.assertAllFreed();
    assertThat(waiting.refCnt()).isEqualTo(1);
    waiting.release();
    assertThat(compressed.refCnt()).isZero();
    assertThat(compressions).hasValue(1);
  }

  /** Compression is prepared for the next broadcast as long as a subscriber wants it. */
  @Test
  void preparedCompressionCountsOnlyIfItIsUsed() {
    FrameCompressor compressor = new FrameCompressor(100, 10_000, () -> {});
    CountingSerializer serializer = new CountingSerializer();
    UsedCompression used = new UsedCompression(serializer, compressor);
    Dispatch unused = new Dispatch(new Broadcast("t", "e", LARGE), null);
    unused.prepare(used);
    assertThat(unused.usedCompression(used)).isNull();
    unused.frame(serializer).compressed(compressor);
    assertThat(unused.usedCompression(used)).isSameAs(used);
    unused.release();
    Dispatch small = new Dispatch(BROADCAST, null);
    small.prepare(used);
    assertThat(small.usedCompression(used)).isSameAs(used);
    small.release();
    serializer.assertAllFreed();
  }

  @Test
  void subscribersOfOneLoopShareTheFrame() {
    CountingSerializer serializer = new CountingSerializer();
    LocalPubSub pubSub = new LocalPubSub();
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      pubSub.subscribe(
          ImmediateEventExecutor.INSTANCE, "t", dispatch -> frames.add(dispatch.frame(serializer)));
    }
    pubSub.broadcast(BROADCAST, null);
    assertThat(frames).hasSize(100).containsOnly(frames.get(0));
    assertThat(serializer.encoded()).isEqualTo(1);
    serializer.assertAllFreed();
  }

  @Test
  void subscribersThatSeeTheSameNameShareTheFrame() {
    CountingSerializer one = new CountingSerializer();
    CountingSerializer two = new CountingSerializer();
    Dispatch dispatch = new Dispatch(BROADCAST, null);
    Frame renamed = dispatch.frame(one, "x", "y");
    Frame plain = dispatch.frame(one);
    assertThat(renamed.text()).isEqualTo("[null,null,\"x\",\"y\",{}]");
    assertThat(plain.text()).isEqualTo("[null,null,\"t\",\"e\",{}]");
    assertThat(dispatch.frame(one, "x", "y")).isSameAs(renamed);
    assertThat(dispatch.frame(two, "x", "y")).isNotSameAs(renamed);
    assertThat(dispatch.frame(one, "x", "z").text()).isEqualTo("[null,null,\"x\",\"z\",{}]");
    assertThat(dispatch.frame(one)).isSameAs(plain);
    assertThat(one.encoded()).isEqualTo(3);
    assertThat(two.encoded()).isEqualTo(1);
    dispatch.release();
    one.assertAllFreed();
    two.assertAllFreed();
  }

  @Test
  void failingSerializerSkipsOnlyItsOwnSubscribers() {
    CountingSerializer sound = new CountingSerializer();
    Serializer failing =
        new CountingSerializer() {
          @Override
          public Frame fastlane(Broadcast broadcast) {
            throw new IllegalStateException("told to fail");
          }
        };
    Dispatch dispatch = new Dispatch(BROADCAST, null);
    assertThat(dispatch.frame(failing)).isNull();
    assertThat(dispatch.frame(failing, "x", "y")).isNull();
    assertThat(dispatch.frame(sound)).isNotNull();
    dispatch.release();
    sound.assertAllFreed();
  }

  @Test
  void retainedFrameOutlivesTheDispatch() {
    CountingSerializer serializer = new CountingSerializer();
    Dispatch dispatch = new Dispatch(BROADCAST, null);
    ByteBuf kept = dispatch.frame(serializer).bytes().retainedDuplicate();
    dispatch.release();
    assertThat(kept.refCnt()).isEqualTo(1);
    assertThat(kept.readableBytes()).isGreaterThan(2);
    kept.release();
    serializer.assertAllFreed();
  }

  @Test
  void versionThatCannotEncodeItHasNoFrame() {
    Serializer v1 = Serializers.phoenix().forVersion("1.0.0");
    Dispatch dispatch = new Dispatch(new Broadcast("t", "e", Payload.binary(new byte[] {1})), null);
    assertThat(dispatch.frame(v1)).isNull();
    assertThat(dispatch.frame(v1)).isNull();
    assertThat(dispatch.release()).isTrue();
  }

  @Test
  void dispatchKnowsItsSender() {
    Subscriber sender = dispatch -> {};
    Subscriber another = dispatch -> {};
    assertThat(new Dispatch(BROADCAST, sender).isFrom(sender)).isTrue();
    assertThat(new Dispatch(BROADCAST, sender).isFrom(another)).isFalse();
    assertThat(new Dispatch(BROADCAST, null).isFrom(another)).isFalse();
  }
}

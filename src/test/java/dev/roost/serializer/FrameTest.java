package dev.roost.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The WebSocket header in front of a message, parsed by RFC 6455 section 5.2. */
class FrameTest {
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);

  @AfterEach
  void checkLeaks() {
    assertThat(allocator.metric().usedDirectMemory()).isZero();
  }

  private Frame frame(int length, boolean binary, int expected) {
    return Frame.of(
        allocator,
        expected,
        binary,
        out -> {
          for (int i = 0; i < length; i++) {
            out.writeByte(i * 31);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
  void frameIsAppendedWhateverLengthWasExpected(int length) {
    ByteBuf whole = frame(length, false, length).bytes();
    for (int expected : new int[] {0, 125, 126, 65_535, 65_536}) {
      ByteBuf out = Unpooled.buffer(1).writeByte(1);
      Frame.appendText(out, expected, content -> content.writeBytes(whole, 10, length));
      assertThat(out.readByte()).isEqualTo((byte) 1);
      assertThat(out).isEqualTo(whole);
    }
    whole.release();
  }

  @Test
  void contentThatFailsAppendsNothing() {
    ByteBuf out = Unpooled.buffer().writeByte(1);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Frame.appendText(
                    out,
                    10,
                    content -> {
                      content.writeByte(2);
                      throw new IllegalStateException("no content");
                    }));
    assertThat(out.readableBytes()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2",
    "1, 2",
    "124, 2",
    "125, 2",
    "126, 4",
    "127, 4",
    "128, 4",
    "65534, 4",
    "65535, 4",
    "65536, 10",
    "65537, 10",
    "1000000, 10"
  })
  void lengthHasTheShortestEncoding(int length, int header) {
    for (boolean binary : new boolean[] {false, true}) {
      for (int expected : new int[] {0, length, length + 100}) {
        Frame frame = frame(length, binary, expected);
        ByteBuf bytes = frame.bytes().duplicate();
        assertThat(bytes.readableBytes()).isEqualTo(header + length);
        assertThat(bytes.readUnsignedByte()).isEqualTo((short) (binary ? 0x82 : 0x81));
        assertThat(readLength(bytes)).isEqualTo(length);
        assertThat(bytes.readableBytes()).isEqualTo(length);
        for (int i = 0; i < length; i += 997) {
          assertThat(bytes.getByte(bytes.readerIndex() + i)).isEqualTo((byte) (i * 31));
        }
        assertThat(frame.content()).isEqualTo(bytes);
        assertThat(frame.contentLength()).isEqualTo(length);
        assertThat(frame.isBinary()).isEqualTo(binary);
        frame.release();
      }
    }
  }

  // The mask bit must be 0.
  private static long readLength(ByteBuf bytes) {
    int first = bytes.readUnsignedByte();
    return switch (first) {
      case 126 -> bytes.readUnsignedShort();
      case 127 -> bytes.readLong();
      default -> first;
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100_000})
  void frameThatCannotBeWrittenIsReleased(int written) {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Frame.of(
                    allocator,
                    10,
                    false,
                    out -> {
                      out.writeZero(written);
                      throw new IllegalStateException("no");
                    }));
  }

  @Test
  void contentAndBytesShareAReferenceCount() {
    Frame frame = frame(5, false, 5);
    ByteBuf content = frame.content().retain();
    frame.release();
    assertThat(content.refCnt()).isEqualTo(1);
    content.release();
    assertThat(frame.bytes().refCnt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"200, 2", "20000, 4", "1000000, 10"})
  void compressedFrameHasItsOwnHeader(int length, int header) throws Exception {
    FrameCompressor compressor = new FrameCompressor(1, 10_000_000, () -> {});
    for (boolean binary : new boolean[] {false, true}) {
      Frame frame = digits(length, binary);
      assertThat(frame.usedCompressor()).isNull();
      ByteBuf compressed = frame.compressed(compressor);
      assertThat(frame.usedCompressor()).isSameAs(compressor);
      ByteBuf bytes = compressed.duplicate();
      assertThat(bytes.readUnsignedByte()).isEqualTo((short) (binary ? 0xc2 : 0xc1));
      assertThat(readLength(bytes)).isEqualTo(bytes.readableBytes());
      assertThat(compressed.readableBytes() - bytes.readableBytes()).isEqualTo(header);
      assertThat(bytes.readableBytes()).isLessThan(length * 2 / 3);
      assertThat(inflate(bytes, length)).isEqualTo(ByteBufUtil.getBytes(frame.content()));
      frame.release();
      assertThat(compressed.refCnt()).isZero();
    }
  }

  // Digits take half of their bits.
  private Frame digits(int length, boolean binary) {
    Random random = new Random(1);
    return Frame.of(
        allocator,
        length,
        binary,
        out -> {
          for (int i = 0; i < length; i++) {
            out.writeByte('0' + random.nextInt(10));
          }
        });
  }

  private static byte[] inflate(ByteBuf compressed, int length) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    inflater.setInput(
        ByteBufUtil.getBytes(
            Unpooled.wrappedBuffer(
                compressed, Unpooled.wrappedBuffer(new byte[] {0, 0, (byte) 0xff, (byte) 0xff}))));
    byte[] message = new byte[length + 1];
    int inflated = inflater.inflate(message);
    inflater.end();
    return Arrays.copyOf(message, inflated);
  }

  @Test
  void messageThatDoesNotGetSmallerIsNotCompressed() {
    AtomicInteger tries = new AtomicInteger();
    FrameCompressor compressor = new FrameCompressor(10, 1_000, tries::incrementAndGet);
    Random random = new Random(1);
    Frame frame =
        Frame.of(
            allocator,
            500,
            true,
            out -> {
              byte[] noise = new byte[500];
              random.nextBytes(noise);
              out.writeBytes(noise);
            });
    assertThat(frame.compressed(compressor)).isNull();
    assertThat(frame.compressed(compressor)).isNull();
    assertThat(tries).hasValue(1);
    frame.release();
    assertThat(compressor.accepts(9)).isFalse();
    assertThat(compressor.accepts(10)).isTrue();
    assertThat(compressor.accepts(1_000)).isTrue();
    assertThat(compressor.accepts(1_001)).isFalse();
  }

  /** Threads that compress at a time share deflaters, and get the same bytes. */
  @Test
  void threadsMayCompressAtATime() {
    FrameCompressor compressor = new FrameCompressor(1, 10_000, () -> {});
    Set<ByteBuf> results =
        IntStream.range(0, 2_000)
            .parallel()
            .mapToObj(
                i -> {
                  Frame frame = digits(1_000, false);
                  ByteBuf copy = Unpooled.copiedBuffer(frame.compressed(compressor));
                  frame.release();
                  return copy;
                })
            .collect(Collectors.toSet());
    assertThat(results).hasSize(1);
  }
}

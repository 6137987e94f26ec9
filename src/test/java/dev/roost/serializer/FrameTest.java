package dev.roost.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
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
}

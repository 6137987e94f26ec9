package dev.roost.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Binary frames of formats other than Phoenix's, written and read. */
class BinaryReaderTest {

  private static byte[] content(Frame frame) {
    byte[] bytes = ByteBufUtil.getBytes(frame.content());
    frame.release();
    return bytes;
  }

  @Test
  void readerRestoresWrittenFields() throws DecodeException {
    byte[] frame =
        content(
            BinaryLayout.frame(
                200, new byte[] {7, -1}, Payload.json("{ \"a\": 1 }"), "topic", "", "é"));
    BinaryReader in = new BinaryReader(frame);
    assertThat(in.unsignedByte()).isEqualTo(200);
    assertThat(in.unsignedByte()).isEqualTo(5);
    assertThat(in.unsignedByte()).isZero();
    assertThat(in.unsignedByte()).isEqualTo(2);
    assertThat(in.unsignedByte()).isEqualTo(7);
    assertThat(in.unsignedByte()).isEqualTo(255);
    assertThat(in.text(5)).isEqualTo("topic");
    assertThat(in.text(0)).isEmpty();
    assertThat(in.text(2)).isEqualTo("é");
    assertThat(in.remaining()).isEqualTo(7);
    assertThat(in.jsonRest()).hasToString("{\"a\":1}");
    assertThat(in.remaining()).isZero();
  }

  @Test
  void restIsReadAsBinary() throws DecodeException {
    BinaryReader in = new BinaryReader(new byte[] {1, 2, 3});
    assertThat(in.unsignedByte()).isEqualTo(1);
    assertThat(in.rest().binary()).containsExactly(2, 3);
    assertThat(in.rest().binary()).isEmpty();
  }

  @Test
  void shortFrameIsUndecodable() {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> new BinaryReader(new byte[0]).unsignedByte());
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> new BinaryReader(new byte[] {'a'}).text(2));
  }

  @Test
  void textMustBeUtf8() {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> new BinaryReader(new byte[] {(byte) 0xc3}).text(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "nul"})
  void jsonRestMustBeOneValue(String rest) {
    byte[] bytes = rest.getBytes(StandardCharsets.UTF_8);
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> new BinaryReader(bytes).jsonRest());
  }

  @Test
  void fieldsAreLimitedTo255Bytes() {
    byte[] longest = content(BinaryLayout.frame(3, new byte[0], Payload.EMPTY, "x".repeat(255)));
    assertThat(longest).hasSize(2 + 255 + 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BinaryLayout.frame(3, new byte[0], Payload.EMPTY, "x".repeat(256)));
  }

  @Test
  void throwingContentReleasesItsBuffer() {
    AtomicReference<ByteBuf> written = new AtomicReference<>();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                Frame.text(
                    10,
                    out -> {
                      written.set(out);
                      throw new IllegalStateException("told to");
                    }));
    assertThat(written.get().refCnt()).isZero();
  }

  @Test
  void contentMayExceedTheSizeHint() {
    Frame frame = Frame.binary(1, out -> out.writeZero(70_000));
    assertThat(frame.isBinary()).isTrue();
    assertThat(frame.contentLength()).isEqualTo(70_000);
    frame.release();
  }
}

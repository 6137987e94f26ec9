package dev.roost.conformance.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formatting and parsing restore the bytes. */
class ByteNotationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ff",
        "00 01 01 06 '1' '2' 'echo:x' 01 02",
        "01 01 01 06 02 '1' '2' 'echo:x' 'ok' 00",
        "02 06 07 'room:x' 'new_msg'",
        "00 00 00 00",
        "00 ff 00 00 41"
      })
  void formatRestoresTheNotation(String written) {
    assertThat(ByteNotation.write(ByteNotation.parse(written))).isEqualTo(written);
  }

  @Test
  void parsesQuotedAscii() {
    assertThat(ByteNotation.parse("41 'b ' 'c'")).isEqualTo(Buffer.buffer("Ab c"));
  }

  @Test
  void refusesInvalidHex() {
    assertThatThrownBy(() -> ByteNotation.parse("0 1x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.roost.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that Phoenix's serializers refuse, and similar ones that they accept. */
class MalformedMessageTest {
  private final Wire wire = new Wire();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "[null]",
        "[null,null,\"t\",\"e\"]",
        "[null,null,\"t\",\"e\",{}",
        "[null,null,\"t\",\"e\",{},]",
        "[null,null,\"t\",\"e\",{}]]",
        "[null,null,\"t\",\"e\",{}] {}",
        "[null,null,\"t\",\"e\",{\"a\":}]",
        "[null,null,\"t\",\"e\",{'a':1}]",
        "[null,null,\"t\",\"e\",\"\\ud8\"]",
        "[null,null,\"t\n\",\"e\",{}]",
        "[NaN,null,\"t\",\"e\",{}]",
        "[,null,\"t\",\"e\",{}]",
        "{\"topic\":\"t\",\"event\":\"e\",\"ref\":\"1\",\"payload\":{}}"
      })
  void version2Refuses(String text) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> wire.v2.decodeText(Wire.utf8(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "[null,null,\"t\",\"e\",{}]",
        "{\"event\":\"e\",\"ref\":\"1\",\"payload\":{}}",
        "{\"topic\":\"t\",\"ref\":\"1\",\"payload\":{}}",
        "{\"topic\":\"t\",\"event\":\"e\",\"payload\":{}}",
        "{\"topic\":\"t\",\"event\":\"e\",\"ref\":\"1\"}",
        "{\"topic\":\"t\",\"event\":\"e\",\"ref\":\"1\",\"payload\":{}",
        "{\"topic\":\"t\",\"event\":\"e\",\"ref\":\"1\",\"payload\":{}}1"
      })
  void version1Refuses(String text) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> wire.v1.decodeText(Wire.utf8(text)));
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> wire.v1.decodeBinary(Wire.utf8(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[null,null,null,\"e\",{}] | null | e",
        "[null,null,\"t\",null,{}] | t | null",
        "[null,null,7,\"e\",{}] | 7 | e",
        "[null,null,{ \"a\" : 1 },true,{}] | {\"a\":1} | true",
        "[null,null,\"t\",[\"e\", 2],{},9] | t | [\"e\",2]",
      })
  void version2ReportsNonStringFields(String text, String topic, String event) {
    assertThatExceptionOfType(FieldTypeException.class)
        .isThrownBy(() -> wire.v2.decodeText(Wire.utf8(text)))
        .satisfies(odd -> assertThat(odd.topic()).hasToString(topic))
        .satisfies(odd -> assertThat(odd.event()).hasToString(event))
        .satisfies(odd -> assertThat(odd.topic().isString()).isEqualTo(topic.equals("t")))
        .satisfies(odd -> assertThat(odd.event().isString()).isEqualTo(event.equals("e")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"topic\":null,\"event\":\"e\",\"ref\":\"1\",\"payload\":{}}",
        "{\"topic\":\"t\",\"event\":1,\"ref\":\"1\",\"payload\":{}}"
      })
  void version1ReportsNonStringFields(String text) {
    assertThatExceptionOfType(FieldTypeException.class)
        .isThrownBy(() -> wire.v1.decodeText(Wire.utf8(text)))
        .satisfies(odd -> assertThat(odd.ref()).isEqualTo(Ref.of("1")));
  }

  @Test
  void nullIsAValidRefAndPayload() throws DecodeException {
    Message two = wire.v2.decodeText(Wire.utf8("[null,null,\"\",\"\",null]"));
    assertThat(two.ref()).isNull();
    assertThat(two.topic()).isEmpty();
    assertThat(two.payload()).hasToString("null");
    Message one =
        wire.v1.decodeText(
            Wire.utf8("{\"topic\":\"t\",\"event\":\"e\",\"ref\":null,\"payload\":null}"));
    assertThat(one.ref()).isNull();
    assertThat(one.payload()).hasToString("null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c080", "eda080", "f4908080", "ff", "c3", "e28228", "80"})
  void version1RefusesBinaryFramesWithInvalidUtf8(String bytes) {
    for (String place : new String[] {"payload", "topic", "event", "ref", "x"}) {
      String text = "{\"topic\":\"t\",\"event\":\"e\",\"ref\":\"1\",\"payload\":\"p\",\"x\":\"y\"}";
      int quote = text.indexOf("\"" + place + "\":\"") + place.length() + 4;
      ByteArrayOutputStream broken = new ByteArrayOutputStream();
      broken.writeBytes(Wire.utf8(text.substring(0, quote)));
      broken.writeBytes(HexFormat.of().parseHex(bytes));
      broken.writeBytes(Wire.utf8(text.substring(quote)));
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> wire.v1.decodeBinary(broken.toByteArray()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00000000",
        "0100000000",
        "0200000000",
        "ff00000000",
        "0000000001",
        "00ff000000",
        "000000010180",
        "0000000002c080",
        "0001000000ff"
      })
  void version2RefusesMalformedBinaryFrames(String hex) {
    byte[] frame = HexFormat.of().parseHex(hex);
    assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> wire.v2.decodeBinary(frame));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000000", "000000000080", "00000000016180c080"})
  void dataOfABinaryFrameMayBeAnyBytes(String hex) throws DecodeException {
    assertThat(wire.v2.decodeBinary(HexFormat.of().parseHex(hex)).payload().isBinary()).isTrue();
  }
}

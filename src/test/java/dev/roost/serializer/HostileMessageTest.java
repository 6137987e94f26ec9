package dev.roost.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages designed to be expensive. Each test allows seconds for milliseconds of work. */
@Timeout(10)
class HostileMessageTest {
  private static final int MEGA = 1_000_000;

  private final Wire wire = new Wire();

  @AfterEach
  void checkLeaks() {
    wire.assertNothingLeaked();
  }

  private static String message(String payload) {
    return "[null,null,\"t\",\"e\"," + payload + "]";
  }

  private Payload decode(String payload) throws DecodeException {
    return wire.v2.decodeText(Wire.utf8(message(payload))).payload();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[[],"})
  void deepNestingIsRefused(String opening) {
    assertRefused(opening.repeat(MEGA));
    assertRefused(message(opening.repeat(MEGA)));
    assertRefused("{\"topic\":\"t\",\"event\":\"e\",\"ref\":1,\"payload\":" + opening.repeat(MEGA));
  }

  @Test
  void wellFormedDeepNestingIsRefused() {
    assertRefused(message("[".repeat(MEGA) + "]".repeat(MEGA)));
  }

  @Test
  void acceptedNestingCanBeDecodedAndRelayed() throws DecodeException {
    Payload payload = decode("{\"a\": " + "[".repeat(900) + "]".repeat(900) + "}");
    assertThat(payload.json().isObject()).isTrue();
    String relayed = Wire.text(wire.v2.fastlane(new Broadcast("t", "e", payload)));
    assertThat(relayed).isEqualTo(message("{\"a\":" + "[".repeat(900) + "]".repeat(900) + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "-%s", "1.%s", "%s.5", "1e%s", "{\"a\":%s}", "{\"a\": %s}"})
  void longNumbersAreRefusedOrRelayed(String form) {
    for (int digits : new int[] {999, 1000, 1001, 100_000}) {
      refuseOrRelay(String.format(form, "7".repeat(digits)));
    }
  }

  @Test
  void hugeExponentsAreRefusedOrRelayed() {
    for (String number :
        new String[] {"1e99999999999", "1E-99999999999", "1e400", "-0e-0", "123e2147483648"}) {
      refuseOrRelay("{\"a\":" + number + "}");
      refuseOrRelay("{\"a\": " + number + "}");
    }
  }

  @Test
  void longStringsAreRelayed() throws DecodeException {
    String long10Mb = "\"" + "x".repeat(10 * MEGA) + "\"";
    Payload payload = decode("{\"a\": " + long10Mb + "}");
    assertThat(Wire.content(wire.v2.fastlane(new Broadcast("t", "e", payload))))
        .hasSize(10 * MEGA + message("{\"a\":\"\"}").length());
    refuseOrRelay("{\"" + "x".repeat(10 * MEGA) + "\":1}");
  }

  @Test
  void longEscapesAreRelayed() {
    refuseOrRelay("{\"a\": \"" + "\\u0000".repeat(MEGA) + "\"}");
    refuseOrRelay("{\"a\": \"" + "\\\"".repeat(MEGA) + "\"}");
  }

  @Test
  void muchWhiteSpaceIsDropped() throws DecodeException {
    Payload payload = decode("{" + " \n".repeat(MEGA) + "}");
    assertThat(Wire.text(wire.v2.fastlane(new Broadcast("t", "e", payload))))
        .isEqualTo(message("{}"));
  }

  @Test
  void manyMemberNamesAreHandled() throws DecodeException {
    Random random = new Random(7);
    for (int message = 0; message < 10; message++) {
      StringBuilder json = new StringBuilder("{");
      for (int i = 0; i < 20_000; i++) {
        json.append('"').append(Long.toString(random.nextLong(), 36)).append("\":0,");
      }
      assertThat(decode(json.append("\"last\":1}").toString()).isObject()).isTrue();
    }
  }

  @Test
  void longTopicIsHandled() throws DecodeException {
    String topic = "x".repeat(10 * MEGA);
    Message message =
        wire.v2.decodeText(Wire.utf8("[null,\"1\",\"" + topic + "\",\"phx_join\",{}]"));
    assertThat(message.topic()).hasSize(10 * MEGA);
    Wire.content(wire.v2.encode(new ReplyMessage(null, message.ref(), topic, "ok", Payload.EMPTY)));
  }

  @Test
  void millionExtraElementsAreSkipped() throws DecodeException {
    assertThat(decode("1" + ",2".repeat(MEGA)).toString()).isEqualTo("1");
  }

  private void assertRefused(String text) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> wire.v1.decodeText(Wire.utf8(text)));
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> wire.v2.decodeText(Wire.utf8(text)));
  }

  private void refuseOrRelay(String payload) {
    Payload decoded;
    try {
      decoded = decode(payload);
    } catch (DecodeException refused) {
      return;
    }
    String compact = payload.replace(" ", "");
    assertThat(Wire.text(wire.v2.encode(new ReplyMessage(null, null, "t", "ok", decoded))))
        .isEqualTo(
            "[null,null,\"t\",\"phx_reply\",{\"status\":\"ok\",\"response\":" + compact + "}]");
  }
}

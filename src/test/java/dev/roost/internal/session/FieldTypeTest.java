package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.CloseCode;
import dev.roost.channel.Reply;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics and events of other types than strings, and binary joins. */
@Timeout(30)
class FieldTypeTest {
  private static final String ERROR = "{\"reason\":\"channel_crash\"}";

  private final SessionFixture fixture = new SessionFixture();
  private CapturedLog log;

  @BeforeEach
  void capture() {
    log = new CapturedLog();
  }

  @AfterEach
  void close() {
    log.close();
    fixture.close();
  }

  private static String unmatched(String ref, String topic) {
    return "[null,"
        + ref
        + ","
        + topic
        + ",\"phx_reply\",{\"status\":\"error\",\"response\":{\"reason\":\"unmatched topic\"}}]";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "null", "true", "1.50", "{\"a\":[1]}", "[\"t\"]", "12345678901234567890"})
  void nonStringTopicIsUnmatchedAndEchoedUnchanged(String topic) {
    RecordingClient client = fixture.route("*", ScriptedChannel::new).connect().joins("a", "1");
    client.received();
    client.sends(
        "[\"1\",\"2\"," + topic + ",\"phx_join\",{}]",
        "[\"1\",3," + topic + ",\"e\",{}]",
        "[\"1\",\"4\"," + topic + ",9,{}]",
        "[\"1\",\"5\"," + topic + ",\"phx_leave\",{}]",
        message("1", "6", "a", "phx_leave"));
    assertThat(client.received())
        .startsWith(
            unmatched("\"2\"", topic),
            unmatched("3", topic),
            unmatched("\"4\"", topic),
            "[\"1\",\"5\"," + topic + ",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]")
        .contains(ok("1", "6", "a"));
    assertThat(client.closeCode()).isZero();
    assertThat(fixture.metrics().undecodable()).isZero();
  }

  @Test
  void version1RepliesInItsFormat() {
    RecordingClient client = fixture.connect("1.0.0", null);
    client.sends("{\"topic\":7,\"event\":\"e\",\"ref\":\"1\",\"payload\":{}}");
    assertThat(client.received()).singleElement().asString().contains("\"topic\":7", "unmatched");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "null", "{}", "[]", "false"})
  void nonStringEventCrashesOnlyItsChannel(String event) {
    ScriptedChannel hit = new ScriptedChannel();
    ScriptedChannel other = new ScriptedChannel();
    RecordingClient client =
        fixture.serve("a", hit).serve("b", other).connect().joins("a", "1").joins("b", "2");
    client.received();
    client.sends(
        "[\"0\",\"3\",\"a\"," + event + ",{}]",
        "[\"5\",\"4\",\"c\"," + event + ",{}]",
        "[\"1\",\"5\",\"a\"," + event + ",{}]");
    assertThat(client.received())
        .containsExactly(
            unmatched("\"4\"", "\"c\""), "[\"1\",\"1\",\"a\",\"phx_error\"," + ERROR + "]");
    assertThat(hit.calls).endsWith("terminate:ERROR");
    assertThat(other.calls).doesNotContain("terminate:ERROR");
    assertThat(fixture.metrics().crashed()).isEqualTo(1);
    assertThat(client.closeCode()).isZero();
  }

  @Test
  void nonStringEventIsHandledInOrder() {
    Promise<Reply> decision = Promise.promise();
    ScriptedChannel slow =
        new ScriptedChannel().onJoin((self, join) -> Reply.later(decision.future()));
    RecordingClient client = fixture.serve("a", slow).connect().joins("a", "1");
    client.sends("[\"1\",\"2\",\"a\",7,{}]");
    assertThat(client.received()).isEmpty();
    fixture.onLoop(() -> decision.complete(Reply.ok()));
    assertThat(client.received())
        .containsExactly(ok("1", "1", "a"), "[\"1\",\"1\",\"a\",\"phx_error\"," + ERROR + "]");
  }

  @Test
  void fieldLimitsApplyToNonStrings() {
    RecordingClient client = fixture.connect();
    client.sends("[null,\"1\",[" + "1,".repeat(600) + "1],\"e\",{}]");
    assertThat(client.closeCode()).isEqualTo(CloseCode.INTERNAL_ERROR);
    assertThat(fixture.metrics().undecodable()).isEqualTo(1);
  }

  @Test
  void binaryMessageMayJoin() {
    List<byte[]> params = new ArrayList<>();
    ScriptedChannel channel =
        new ScriptedChannel()
            .onJoin(
                (self, join) -> {
                  params.add(join.payload().binary());
                  return Reply.ok();
                });
    RecordingClient client = fixture.serve("a", channel).connect();
    client.sendsBinary(binary("1", "1", "a", "phx_join", new byte[] {1, (byte) 0xff}));
    assertThat(client.received()).containsExactly(ok("1", "1", "a"));
    assertThat(params).singleElement().isEqualTo(new byte[] {1, (byte) 0xff});
    // Like Phoenix, text messages match the binary join's ref.
    client.sends(message("1", "2", "a", "phx_leave"));
    assertThat(client.received()).startsWith(ok("1", "2", "a"));
  }

  @Test
  void joinThatReadsJsonCrashesOnBinary() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onJoin(
                (self, join) -> {
                  join.payload().json();
                  return Reply.ok();
                });
    RecordingClient client = fixture.serve("a", channel).connect();
    client.sendsBinary(binary("1", "1", "a", "phx_join", new byte[] {1}));
    assertThat(client.received()).containsExactly(RecordingClient.joinCrashed("1", "a"));
    assertThat(client.closeCode()).isZero();
  }

  private static byte[] binary(
      String joinRef, String ref, String topic, String event, byte[] data) {
    byte[] fields = (joinRef + ref + topic + event).getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[5 + fields.length + data.length];
    message[1] = (byte) joinRef.length();
    message[2] = (byte) ref.length();
    message[3] = (byte) topic.length();
    message[4] = (byte) event.length();
    System.arraycopy(fields, 0, message, 5, fields.length);
    System.arraycopy(data, 0, message, 5 + fields.length, data.length);
    return message;
  }
}

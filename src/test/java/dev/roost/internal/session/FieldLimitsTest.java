package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.SocketLimits;
import dev.roost.channel.CloseCode;
import dev.roost.channel.Reply;
import io.vertx.core.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of a message's fields and of the bytes queued for a channel. */
class FieldLimitsTest {
  private final SessionFixture fixture = new SessionFixture().route("*", ScriptedChannel::new);
  private final CapturedLog log = new CapturedLog();

  @AfterEach
  void close() {
    log.close();
    fixture.close();
  }

  @Test
  void fieldsMayBeAsLongAsTheLimits() {
    RecordingClient client = fixture.connect();
    String topic = "t".repeat(1_024);
    String ref = "r".repeat(4_096);
    client.joins(topic, ref).sends(message(ref, "1", topic, "e".repeat(256)));
    assertThat(client.received()).containsExactly(ok(ref, ref, topic), ok(ref, "1", topic));
    assertThat(fixture.metrics().undecodable()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"topic", "event", "ref", "join_ref"})
  void longerFieldIsUndecodable(String field) {
    RecordingClient client = fixture.connect();
    client.sends(
        message(
            field.equals("join_ref") ? "j".repeat(4_097) : "1",
            field.equals("ref") ? "r".repeat(4_097) : "1",
            field.equals("topic") ? "t".repeat(1_025) : "t",
            field.equals("event") ? "e".repeat(257) : "phx_join"));
    assertThat(client.received()).isEmpty();
    assertThat(client.closeCode()).isEqualTo(CloseCode.INTERNAL_ERROR);
    assertThat(fixture.metrics().undecodable()).isEqualTo(1);
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .contains("undecodable text message", "characters")
        .hasSizeLessThan(200);
  }

  @Test
  void channelQueueIsLimitedInBytes() {
    ScriptedChannel held =
        new ScriptedChannel()
            .onJoin((self, join) -> Reply.later(Promise.<Reply>promise().future()));
    RecordingClient client =
        fixture
            .limits(SocketLimits.DEFAULT.withMaxQueuedBytes(100))
            .only("*", () -> held)
            .connect();
    client.joins("a", "1");
    String push = "[\"1\",\"2\",\"a\",\"e\",{\"x\":\"" + "x".repeat(110) + "\"}]";
    client.sends(push);
    assertThat(client.received()).isEmpty();
    client.sends(message("1", "3", "a", "e"));
    assertThat(client.received()).containsExactly(RecordingClient.joinCrashed("1", "a"));
    assertThat(fixture.metrics().queueOverflows()).isEqualTo(1);
  }

  @Test
  void dequeuedMessagesFreeTheirBytes() {
    Mailbox mailbox = new Mailbox();
    dev.roost.serializer.Message message =
        new dev.roost.serializer.Message(
            null, null, "t", "e", dev.roost.serializer.Payload.json("{\"a\":1}"));
    mailbox.add(message);
    mailbox.add("the server's own");
    mailbox.add(message);
    assertThat(mailbox.bytes()).isEqualTo(18);
    mailbox.poll();
    mailbox.poll();
    assertThat(mailbox.bytes()).isEqualTo(9);
    mailbox.clear();
    assertThat(mailbox.bytes()).isZero();
  }
}

package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.crashed;
import static dev.roost.internal.session.RecordingClient.joinCrashed;
import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.internal.pubsub.Subscriptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A throwing callback ends only its channel and is logged with its stack trace. */
class CrashTest {
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

  private static void fail() {
    throw new IllegalArgumentException("of some\r\nreason");
  }

  private RecordingClient connectTo(ScriptedChannel channel) {
    return fixture.serve("a", channel).route("other", ScriptedChannel::new).connect();
  }

  private void assertLogged(String callback) {
    fixture.settle();
    assertThat(log.lines()).hasSize(1);
    assertThat(log.errors().get(0).lines())
        .hasSize(2)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("ScriptedChannel(a) crashed in " + callback)
                    .contains("IllegalArgumentException", "of some reason"),
            trace -> assertThat(trace).contains("with the stack trace of"));
  }

  private void assertOnlyThatChannelEnded(RecordingClient client) {
    client.joins("other", "8").sends(message("8", "9", "other", "e"));
    assertThat(client.received()).containsExactly(ok("8", "8", "other"), ok("8", "9", "other"));
    assertThat(client.closeCode()).isZero();
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).containsExactly("other");
  }

  @Test
  void inJoin() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onJoin(
                (self, join) -> {
                  fail();
                  return Reply.ok();
                });
    RecordingClient client = connectTo(channel).joins("a", "1");
    assertThat(client.received()).containsExactly(joinCrashed("1", "a"));
    assertThat(channel.calls).containsExactly("join:");
    assertLogged("join");
    assertOnlyThatChannelEnded(client);
  }

  @Test
  void inJoined() {
    ScriptedChannel channel = new ScriptedChannel().onJoined(CrashTest::fail);
    RecordingClient client = connectTo(channel).joins("a", "1");
    assertThat(client.received()).containsExactly(ok("1", "1", "a"), crashed("1", "a"));
    assertThat(channel.calls).containsExactly("join:", "joined", "terminate:ERROR");
    assertLogged("joined");
    assertOnlyThatChannelEnded(client);
  }

  @Test
  void inHandleIn() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onIn(
                (self, push) -> {
                  push.ok();
                  fail();
                });
    RecordingClient client = connectTo(channel).joins("a", "1");
    client.received();
    client.sends(message("1", "2", "a", "e"));
    assertThat(client.received()).containsExactly(ok("1", "2", "a"), crashed("1", "a"));
    assertThat(channel.calls).endsWith("in:e", "terminate:ERROR");
    assertLogged("handleIn");
    assertOnlyThatChannelEnded(client);
  }

  @Test
  void inHandleOut() {
    ScriptedChannel channel =
        new ScriptedChannel().onOut(Set.of("news"), (self, broadcast) -> fail());
    RecordingClient client = connectTo(channel).joins("a", "1");
    client.received();
    fixture.broadcasts("a", "news", "{}");
    assertThat(client.received()).containsExactly(crashed("1", "a"));
    assertThat(channel.calls).endsWith("out:news", "terminate:ERROR");
    assertLogged("handleOut");
    assertOnlyThatChannelEnded(client);
  }

  @Test
  void inHandleInfo() {
    ScriptedChannel channel = new ScriptedChannel().onInfo((self, message) -> fail());
    RecordingClient client = connectTo(channel).joins("a", "1");
    client.received();
    channel.post("go");
    assertThat(client.received()).containsExactly(crashed("1", "a"));
    assertThat(channel.calls).endsWith("info:go", "terminate:ERROR");
    assertLogged("handleInfo");
    assertOnlyThatChannelEnded(client);
  }

  @Test
  void inTerminate() {
    ScriptedChannel channel = new ScriptedChannel().onTerminate((self, reason) -> fail());
    RecordingClient client = connectTo(channel).joins("a", "1");
    client.sends(message("1", "2", "a", "phx_leave"));
    client.received();
    assertThat(channel.calls).endsWith("joined", "terminate:LEFT");
    assertLogged("terminate");
    assertOnlyThatChannelEnded(client);
  }

  @Test
  void inTerminateByAFailingAction() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onTerminate(
                (self, reason) -> self.sendBroadcast("not an object, which is", "of some reason"));
    RecordingClient client = connectTo(channel).joins("a", "1");
    client.sends(message("1", "2", "a", "phx_leave"));
    client.received();
    fixture.settle();
    assertThat(log.lines()).hasSize(1);
    assertThat(log.errors().get(0)).contains("ScriptedChannel", "(a)", "terminate");
    assertOnlyThatChannelEnded(client);
  }

  @Test
  void inAnActionOutsideOfACallback() {
    ScriptedChannel channel = new ScriptedChannel();
    RecordingClient client = connectTo(channel).joins("a", "1");
    client.received();
    fixture.onLoop(() -> channel.sendPush("e", "not an object"));
    assertThat(client.received()).containsExactly(crashed("1", "a"));
    assertThat(log.lines()).hasSize(1);
    assertThat(log.errors().get(0)).contains("ScriptedChannel", "(a)", "JSON object");
    assertOnlyThatChannelEnded(client);
  }

  @Test
  void errorEndsOnlyTheChannel() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onIn(
                (self, push) -> {
                  throw new StackOverflowError("of some reason, an IllegalArgumentException");
                });
    RecordingClient client = connectTo(channel).joins("a", "1");
    client.received();
    client.sends(message("1", "2", "a", "e"));
    assertThat(client.received()).containsExactly(crashed("1", "a"));
    assertLogged("handleIn");
    assertOnlyThatChannelEnded(client);
  }

  @Test
  void eventWithoutAHandlerCrashesTheChannel() {
    ScriptedChannel channel = new ScriptedChannel().onIn((self, push) -> push.unknown());
    RecordingClient client = connectTo(channel).joins("a", "1");
    client.received();
    client.sends(message("1", "2", "a", "what\\n\\u001b[31mever"));
    assertThat(client.received()).containsExactly(crashed("1", "a"));
    assertThat(log.lines()).hasSize(1);
    assertThat(log.errors().get(0)).contains("no handler", "what").doesNotContain("\n", "\u001b");
  }

  @Test
  void factoryThatReturnsTheSameChannelTwiceRefusesTheJoin() {
    ScriptedChannel channel = new ScriptedChannel();
    RecordingClient client = connectTo(channel).joins("a", "1").joins("a", "2");
    assertThat(client.received())
        .containsExactly(
            ok("1", "1", "a"), joinCrashed("2", "a"), RecordingClient.closed("1", "a"));
    assertThat(log.lines()).hasSize(1);
    assertThat(log.errors().get(0)).contains("make a new instance for each");
    assertThat(channel.calls).containsExactly("join:", "joined", "terminate:DUPLICATE_JOIN");
  }

  @Test
  void factoryThatThrowsOrReturnsNullRefusesTheJoin() {
    fixture.route("fails", () -> ScriptedChannel.class.cast(List.of().get(0)));
    fixture.route("gives nothing", () -> null);
    RecordingClient client = connectTo(new ScriptedChannel());
    client.joins("fails", "1").joins("gives nothing", "2");
    assertThat(client.received())
        .containsExactly(joinCrashed("1", "fails"), joinCrashed("2", "gives nothing"));
    assertThat(log.errors()).hasSize(2);
  }

  @Test
  void topicCannotForgeALogLine() {
    fixture.route("forge:*", ForgedChannel::new);
    RecordingClient client = fixture.connect();
    client.sends(
        "[\"1\",\"1\",\"forge:\\n"
            + "12:00:00 ERROR all is lost\\u2028\\u0085\\u001b[2J\",\"phx_join\",{}]");
    client.sends(
        "[\"1\",\"2\",\"forge:\\n12:00:00 ERROR all is lost\\u2028\\u0085\\u001b[2J\",\"e\",{}]");
    fixture.settle();
    assertThat(log.lines()).hasSize(1);
    assertThat(log.errors().get(0))
        .contains("ForgedChannel(forge:")
        .doesNotContain("\n", "\u2028", "\u0085", "\u001b");
  }

  @Test
  void longTopicsAndMessagesAreTruncatedInTheLog() {
    fixture.route("long:*", ForgedChannel::new);
    RecordingClient client = fixture.connect();
    String topic = "long:" + "x".repeat(1_000);
    client.joins(topic, "1").sends(message("1", "2", topic, "e".repeat(250)));
    fixture.settle();
    assertThat(log.lines()).hasSize(1);
    assertThat(log.errors().get(0)).hasSizeLessThan(1_000);
  }

  /** A channel with the default toString, which contains the topic. */
  private static final class ForgedChannel extends dev.roost.channel.Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      stop(StopReason.NORMAL);
      push.unknown();
    }
  }
}

package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.closed;
import static dev.roost.internal.session.RecordingClient.crashed;
import static dev.roost.internal.session.RecordingClient.joinCrashed;
import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static dev.roost.internal.session.RecordingClient.unmatched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.internal.pubsub.Subscriptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Channels that stop themselves, and the messages and reasons that follow. */
class StopTest {
  private final SessionFixture fixture = new SessionFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String closeMessage(StopReason reason) {
    return reason == StopReason.ERROR ? crashed("1", "a") : closed("1", "a");
  }

  @ParameterizedTest
  @EnumSource(names = {"NORMAL", "SHUTDOWN", "ERROR"})
  void stopInACallbackTakesEffectAfterIt(StopReason reason) {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onIn(
                (self, push) -> {
                  self.end(reason);
                  self.sendPush("last", java.util.Map.of());
                  push.ok();
                  self.calls.add("still in the callback");
                });
    RecordingClient client = fixture.serve("a", channel).connect().joins("a", "1");
    client.received();
    client.sends(message("1", "2", "a", "e"), message("1", "3", "a", "e"));
    assertThat(client.received())
        .containsExactly(
            message("1", null, "a", "last"),
            ok("1", "2", "a"),
            closeMessage(reason),
            unmatched("3", "a"));
    assertThat(channel.calls)
        .containsExactly("join:", "joined", "in:e", "still in the callback", "terminate:" + reason);
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NORMAL", "SHUTDOWN", "ERROR"})
  void stopOutsideOfACallbackTakesEffectAtOnce(StopReason reason) {
    ScriptedChannel channel = new ScriptedChannel();
    RecordingClient client = fixture.serve("a", channel).connect().joins("a", "1");
    client.received();
    fixture.onLoop(
        () -> {
          channel.sendPush("last", java.util.Map.of());
          channel.end(reason);
          channel.sendPush("too late", java.util.Map.of());
          channel.end(reason);
        });
    assertThat(client.received())
        .containsExactly(message("1", null, "a", "last"), closeMessage(reason));
    assertThat(channel.calls).containsExactly("join:", "joined", "terminate:" + reason);
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NORMAL", "SHUTDOWN", "ERROR"})
  void channelCannotStopWithOtherReasons(StopReason reason) {
    ScriptedChannel channel = new ScriptedChannel();
    fixture.serve("a", channel).connect().joins("a", "1");
    assertThatIllegalArgumentException().isThrownBy(() -> channel.end(reason));
  }

  @Test
  void stopWithErrorIsNotACrash() {
    ScriptedChannel channel =
        new ScriptedChannel().onIn((self, push) -> self.end(StopReason.ERROR));
    RecordingClient client = fixture.serve("a", channel).connect().joins("a", "1");
    try (CapturedLog log = new CapturedLog()) {
      client.sends(message("1", "2", "a", "e"));
      fixture.settle();
      assertThat(log.lines()).isEmpty();
    }
    assertThat(fixture.metrics().crashed()).isZero();
  }

  @Test
  void exceptionAfterStopIsACrash() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onIn(
                (self, push) -> {
                  self.end(StopReason.NORMAL);
                  throw new IllegalStateException("after all");
                });
    RecordingClient client = fixture.serve("a", channel).connect().joins("a", "1");
    client.received();
    try (CapturedLog log = new CapturedLog()) {
      client.sends(message("1", "2", "a", "e"));
      assertThat(client.received()).containsExactly(crashed("1", "a"));
      assertThat(log.errors()).hasSize(1);
    }
    assertThat(channel.calls).endsWith("terminate:ERROR");
  }

  @Test
  void stopInJoinedClosesAfterTheReply() {
    ScriptedChannel channel = new ScriptedChannel();
    channel.onJoined(() -> channel.end(StopReason.NORMAL));
    RecordingClient client = fixture.serve("a", channel).connect().joins("a", "1");
    assertThat(client.received()).containsExactly(ok("1", "1", "a"), closed("1", "a"));
  }

  @Test
  void stopInHandleInfoCloses() {
    ScriptedChannel channel =
        new ScriptedChannel().onInfo((self, message) -> self.end(StopReason.SHUTDOWN));
    RecordingClient client = fixture.serve("a", channel).connect().joins("a", "1");
    client.received();
    channel.post("go");
    assertThat(client.received()).containsExactly(closed("1", "a"));
    assertThat(channel.calls).endsWith("info:go", "terminate:SHUTDOWN");
  }

  @Test
  void stopBeforeTheJoinReplyCrashesTheJoin() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onJoin(
                (self, join) -> {
                  self.end(StopReason.NORMAL);
                  return Reply.ok();
                });
    try (CapturedLog log = new CapturedLog()) {
      RecordingClient client = fixture.serve("a", channel).connect().joins("a", "1");
      assertThat(client.received()).containsExactly(joinCrashed("1", "a"));
      assertThat(log.errors()).hasSize(1);
    }
  }

  @Test
  void leaveIsAnsweredBeforeTheClose() {
    ScriptedChannel channel = new ScriptedChannel();
    RecordingClient client = fixture.serve("a", channel).connect().joins("a", "1");
    client.received();
    client.sends(message("1", "2", "a", "phx_leave"));
    assertThat(client.received()).containsExactly(ok("1", "2", "a"), closed("1", "a"));
    assertThat(channel.calls).endsWith("joined", "terminate:LEFT");
    client.sends(message("1", "3", "a", "phx_leave"));
    assertThat(client.received()).containsExactly(ok("1", "3", "a"));
  }

  @Test
  void rejoinEndsTheOldChannelFirstAndSendsItsCloseLast() {
    ScriptedChannel former = new ScriptedChannel();
    ScriptedChannel latter = new ScriptedChannel();
    latter.onJoin(
        (self, join) -> {
          self.calls.add("former has ended: " + former.calls.contains("terminate:DUPLICATE_JOIN"));
          return Reply.ok();
        });
    var next = java.util.List.of(former, latter).iterator();
    RecordingClient client = fixture.route("a", next::next).connect();
    client.joins("a", "1").joins("a", "2");
    assertThat(client.received())
        .containsExactly(ok("1", "1", "a"), ok("2", "2", "a"), closed("1", "a"));
    assertThat(latter.calls).containsExactly("join:", "former has ended: true", "joined");
  }

  @Test
  void oldChannelIsClosedEvenIfTheNewJoinIsRefusedOrCrashes() {
    ScriptedChannel refusing = new ScriptedChannel().onJoin((self, join) -> Reply.error());
    ScriptedChannel crashing =
        new ScriptedChannel()
            .onJoin(
                (self, join) -> {
                  throw new IllegalStateException("no");
                });
    var next =
        java.util.List.of(new ScriptedChannel(), refusing, new ScriptedChannel(), crashing)
            .iterator();
    RecordingClient client = fixture.route("a", next::next).connect();
    client.joins("a", "1").joins("a", "2").received();
    client.sends(message("1", "x", "a", "e"));
    assertThat(client.received()).containsExactly(unmatched("x", "a"));
    try (CapturedLog log = new CapturedLog()) {
      client.joins("a", "3").joins("a", "4");
      assertThat(client.received())
          .containsExactly(ok("3", "3", "a"), joinCrashed("4", "a"), closed("3", "a"));
      assertThat(log.errors()).hasSize(1);
    }
  }
}

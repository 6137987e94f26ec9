package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.closed;
import static dev.roost.internal.session.RecordingClient.crashed;
import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Channels that hold later messages. */
class HoldTest {
  private final SessionFixture fixture = new SessionFixture();
  private final Promise<Void> first = Promise.promise();
  private final Promise<Void> second = Promise.promise();
  private final ScriptedChannel channel =
      new ScriptedChannel()
          .onIn(
              (self, push) -> {
                switch (push.event()) {
                  case "hold" -> self.pauseUntil(first.future());
                  case "hold twice" -> {
                    self.pauseUntil(first.future());
                    self.pauseUntil(second.future());
                  }
                  case "hold done" -> self.pauseUntil(Future.succeededFuture());
                  case "hold failed" -> {
                    self.pauseUntil(Future.failedFuture("already failed"));
                    self.calls.add("still in the callback");
                  }
                  default -> {}
                }
                push.ok();
              });
  private final RecordingClient client = fixture.serve("a", channel).connect().joins("a", "1");

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void messagesWaitInOrder() {
    client.sends(message("1", "2", "a", "hold"), message("1", "3", "a", "x"));
    client.sends(message("1", "4", "a", "y"));
    fixture.onLoop(() -> channel.post("z"));
    fixture.settle();
    assertThat(channel.calls).containsExactly("join:", "joined", "in:hold");

    first.complete();
    fixture.settle();

    assertThat(channel.calls)
        .containsExactly("join:", "joined", "in:hold", "in:x", "in:y", "info:z");
  }

  @Test
  void secondHoldHoldsTheRestOfTheQueue() {
    client.sends(message("1", "2", "a", "hold"), message("1", "3", "a", "hold twice"));
    client.sends(message("1", "4", "a", "x"));
    first.complete();
    fixture.settle();
    assertThat(channel.calls).endsWith("in:hold", "in:hold twice");
    second.complete();
    fixture.settle();
    assertThat(channel.calls).endsWith("in:hold", "in:hold twice", "in:x");
  }

  @Test
  void messagesWaitForBothHolds() {
    client.sends(message("1", "2", "a", "hold twice"), message("1", "3", "a", "x"));
    second.complete();
    fixture.settle();
    assertThat(channel.calls).endsWith("in:hold twice");
    first.complete();
    fixture.settle();
    assertThat(channel.calls).endsWith("in:x");
  }

  @Test
  void completedHoldHasNoEffect() {
    client.sends(message("1", "2", "a", "hold done"), message("1", "3", "a", "x"));
    assertThat(channel.calls).endsWith("in:hold done", "in:x");
  }

  @Test
  void leaveWaitsInTheQueue() {
    client.received();
    client.sends(message("1", "2", "a", "hold"), message("1", "3", "a", "x"));
    client.sends(message("1", "4", "a", "phx_leave"));
    assertThat(client.received()).containsExactly(ok("1", "2", "a"));
    first.complete();
    assertThat(client.received())
        .containsExactly(ok("1", "3", "a"), ok("1", "4", "a"), closed("1", "a"));
  }

  @Test
  void plainBroadcastsBypassTheHold() {
    client.sends(message("1", "2", "a", "hold"));
    client.received();
    fixture.broadcasts("a", "news", "{}");
    assertThat(client.received()).containsExactly("[null,null,\"a\",\"news\",{}]");
  }

  @Test
  void interceptedBroadcastsWait() {
    ScriptedChannel intercepting =
        new ScriptedChannel()
            .onIn((self, push) -> self.pauseUntil(first.future()))
            .onOut(Set.of("news"), (self, broadcast) -> {});
    fixture.serve("b", intercepting).connect().joins("b", "1").sends(message("1", "2", "b", "h"));
    fixture.broadcasts("b", "news", "{}");
    fixture.settle();
    assertThat(intercepting.calls).endsWith("in:h");
    first.complete();
    fixture.settle();
    assertThat(intercepting.calls).endsWith("in:h", "out:news");
  }

  @Test
  void failedHoldCrashesTheChannelAndDropsTheQueue() {
    client.sends(message("1", "2", "a", "hold"), message("1", "3", "a", "x"));
    client.received();
    try (CapturedLog log = new CapturedLog()) {
      first.fail(new IllegalStateException("no database"));
      assertThat(client.received()).containsExactly(crashed("1", "a"));
      assertThat(log.lines()).hasSize(1);
      assertThat(log.errors().get(0)).contains("ScriptedChannel", "(a)", "hold", "no database");
    }
    assertThat(channel.calls).endsWith("in:hold", "terminate:ERROR");
  }

  @Test
  void alreadyFailedHoldCrashesAfterTheCallback() {
    try (CapturedLog log = new CapturedLog()) {
      client.sends(message("1", "2", "a", "hold failed"), message("1", "3", "a", "x"));
      assertThat(client.received()).endsWith(crashed("1", "a"), unmatched());
      assertThat(log.errors()).hasSize(1);
    }
    assertThat(channel.calls)
        .endsWith("in:hold failed", "still in the callback", "terminate:ERROR");
  }

  private static String unmatched() {
    return RecordingClient.unmatched("3", "a");
  }

  @Test
  void failureOfAHoldAfterTheEndIsIgnored() {
    client.sends(message("1", "2", "a", "hold"));
    client.disconnects();
    try (CapturedLog log = new CapturedLog()) {
      first.fail("too late");
      fixture.settle();
      assertThat(log.lines()).isEmpty();
    }
    assertThat(channel.calls).endsWith("in:hold", "terminate:CLOSED");
  }

  @Test
  void holdInJoinHoldsMessagesQueuedDuringTheJoin() {
    Promise<Reply> decision = Promise.promise();
    ScriptedChannel slow =
        new ScriptedChannel()
            .onJoin(
                (self, join) -> {
                  self.pauseUntil(first.future());
                  return Reply.later(decision.future());
                });
    fixture.serve("b", slow).connect().joins("b", "1").sends(message("1", "2", "b", "x"));
    decision.complete(Reply.ok());
    fixture.settle();
    assertThat(slow.calls).containsExactly("join:", "joined");
    first.complete();
    fixture.settle();
    assertThat(slow.calls).containsExactly("join:", "joined", "in:x");
  }

  @Test
  void holdThatFailsBeforeTheJoinReplyCrashesTheJoin() {
    Promise<Reply> decision = Promise.promise();
    ScriptedChannel slow =
        new ScriptedChannel()
            .onJoin(
                (self, join) -> {
                  self.pauseUntil(first.future());
                  return Reply.later(decision.future());
                });
    RecordingClient other = fixture.serve("b", slow).connect().joins("b", "1");
    try (CapturedLog log = new CapturedLog()) {
      first.fail("no database");
      assertThat(other.received()).containsExactly(RecordingClient.joinCrashed("1", "b"));
      assertThat(log.errors()).hasSize(1);
    }
  }
}

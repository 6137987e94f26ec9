package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.internal.pubsub.Subscriptions;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A channel leaves nothing behind, however it ends. */
class EndingTest {
  private final SessionFixture fixture = new SessionFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void assertNothingSubscribed() {
    fixture.settle();
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
  }

  @Test
  void refusedJoinLeavesNoSubscription() {
    ScriptedChannel refusing =
        new ScriptedChannel()
            .onJoin(
                (self, join) -> {
                  self.subscribeTo("elsewhere");
                  return Reply.error();
                });
    fixture.serve("a", refusing).connect().joins("a", "1");
    assertNothingSubscribed();
  }

  @Test
  void crashedJoinLeavesNoSubscription() {
    ScriptedChannel crashing =
        new ScriptedChannel()
            .onJoin(
                (self, join) -> {
                  self.subscribeTo("elsewhere");
                  return Reply.later(Future.failedFuture("crashed"));
                });
    try (CapturedLog log = new CapturedLog()) {
      fixture.serve("a", crashing).connect().joins("a", "1");
      assertThat(log.errors()).hasSize(1);
    }
    assertNothingSubscribed();
  }

  @Test
  void channelWithAnInvalidUnicodeTopicLeavesNothingBehind() {
    RecordingClient client = fixture.route("room:*", ScriptedChannel::new).connect();
    try (CapturedLog log = new CapturedLog()) {
      client.sends(message("1", "1", "room:\\ud800", "phx_join"));
      client.received();
      client.disconnects();
      assertThat(log.lines()).allSatisfy(line -> assertThat(line).doesNotContain("\n"));
    }
    assertNothingSubscribed();
  }

  @Test
  void channelEndsEvenIfItsLastMessageCannotBeEncoded() {
    // vsn 1 has no binary messages: the join's reply crashes the channel.
    ScriptedChannel binary =
        new ScriptedChannel().onJoin((self, join) -> Reply.ok(Payload.binary(new byte[] {1})));
    RecordingClient client = fixture.serve("a", binary).connect("1.0.0", null);
    try (CapturedLog log = new CapturedLog()) {
      client.sends("{\"topic\":\"a\",\"event\":\"phx_join\",\"ref\":\"1\",\"payload\":{}}");
      fixture.settle();
      assertThat(log.errors()).hasSize(1);
    }
    assertThat(client.closeCode()).isZero();
    assertNothingSubscribed();
  }

  @Test
  void refusalThatCannotBeEncodedEndsOnlyThatJoin() {
    ScriptedChannel binary =
        new ScriptedChannel().onJoin((self, join) -> Reply.error(Payload.binary(new byte[] {1})));
    RecordingClient client = fixture.serve("a", binary).connect("1.0.0", null);
    try (CapturedLog log = new CapturedLog()) {
      client.sends("{\"topic\":\"a\",\"event\":\"phx_join\",\"ref\":\"1\",\"payload\":{}}");
      assertThat(client.received())
          .containsExactly(
              "{\"topic\":\"a\",\"ref\":\"1\",\"payload\":{\"status\":\"error\","
                  + "\"response\":{\"reason\":\"join crashed\"}},\"event\":\"phx_reply\"}");
      assertThat(log.errors()).hasSize(1);
    }
    assertThat(client.closeCode()).isZero();
  }

  @Test
  void closedConnectionEndsAllChannelsEvenIfOneCrashes() {
    ScriptedChannel crashing =
        new ScriptedChannel()
            .onTerminate(
                (self, reason) -> {
                  throw new IllegalStateException("on the way out");
                });
    ScriptedChannel listening = new ScriptedChannel();
    RecordingClient client =
        fixture.serve("a", crashing).serve("b", listening).connect("2.0.0", "users:1");
    client.joins("a", "1").joins("b", "2");
    fixture.onLoop(() -> listening.subscribeTo("elsewhere"));
    try (CapturedLog log = new CapturedLog()) {
      client.disconnects();
      client.disconnects();
      assertThat(log.lines()).hasSize(1);
      assertThat(log.errors().get(0)).contains("ScriptedChannel", "(a)", "terminate", "on the way");
    }
    assertThat(crashing.calls).endsWith("terminate:" + StopReason.CLOSED);
    assertThat(listening.calls).endsWith("terminate:" + StopReason.CLOSED);
    assertThat(fixture.metrics().open()).isZero();
    assertNothingSubscribed();
  }
}

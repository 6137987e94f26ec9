package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.closed;
import static dev.roost.internal.session.RecordingClient.joinCrashed;
import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static dev.roost.internal.session.RecordingClient.reply;
import static dev.roost.internal.session.RecordingClient.unmatched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Reply;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Joins that are decided later. */
class AsyncJoinTest {
  private final SessionFixture fixture = new SessionFixture();
  private final Promise<Reply> decision = Promise.promise();
  private final ScriptedChannel slow =
      new ScriptedChannel().onJoin((self, join) -> Reply.later(decision.future()));
  private final Deque<ScriptedChannel> successors = new ArrayDeque<>();

  private RecordingClient connectToSlow() {
    return fixture.serve("slow", slow).route("quick", ScriptedChannel::new).connect();
  }

  /** The first join is deferred; later joins get the given channels. */
  private RecordingClient connectToSlowAndThen(ScriptedChannel... next) {
    successors.add(slow);
    successors.addAll(java.util.List.of(next));
    return fixture.route("slow", successors::remove).connect();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void messagesWaitInOrderUntilTheJoinReply() {
    RecordingClient client = connectToSlow().joins("slow", "1");
    client.sends(message("1", "2", "slow", "a"), message("1", "3", "slow", "b"));
    assertThat(client.received()).isEmpty();

    decision.complete(Reply.ok());

    assertThat(client.received())
        .containsExactly(ok("1", "1", "slow"), ok("1", "2", "slow"), ok("1", "3", "slow"));
    assertThat(slow.calls).containsExactly("join:", "joined", "in:a", "in:b");
  }

  @Test
  void otherTopicsAreNotDelayed() {
    RecordingClient client = connectToSlow().joins("slow", "1").joins("quick", "2");
    client.sends(message("2", "3", "quick", "a"), message(null, "4", "phoenix", "heartbeat"));
    assertThat(client.received())
        .containsExactly(ok("2", "2", "quick"), ok("2", "3", "quick"), ok(null, "4", "phoenix"));
  }

  @Test
  void lateRefusalAnswersQueuedMessagesWithUnmatchedTopic() {
    RecordingClient client = connectToSlow().joins("slow", "1");
    client.sends(message("1", "2", "slow", "a"), message("1", "3", "slow", "b"));

    decision.complete(Reply.error(Map.of("reason", "full")));

    assertThat(client.received())
        .containsExactly(
            reply("1", "1", "slow", "error", "{\"reason\":\"full\"}"),
            unmatched("2", "slow"),
            unmatched("3", "slow"));
    assertThat(slow.calls).containsExactly("join:");
  }

  @Test
  void lateFailureCrashesTheJoin() {
    RecordingClient client = connectToSlow().joins("slow", "1");
    client.sends(message("1", "2", "slow", "a"));

    try (CapturedLog log = new CapturedLog()) {
      decision.fail(new IllegalStateException("no database"));
      assertThat(client.received())
          .containsExactly(joinCrashed("1", "slow"), unmatched("2", "slow"));
      assertThat(log.lines()).hasSize(1);
      assertThat(log.errors().get(0))
          .contains("ScriptedChannel", "slow", "join", "IllegalStateException: no database")
          .contains("with the stack trace of");
    }
    assertThat(fixture.metrics().crashed()).isEqualTo(1);
    assertThat(fixture.metrics().joined()).isZero();
  }

  @Test
  void replyOtherThanOkOrErrorCrashesTheJoin() {
    RecordingClient client = connectToSlow().joins("slow", "1");
    try (CapturedLog log = new CapturedLog()) {
      decision.complete(Reply.of("perhaps"));
      assertThat(client.received()).containsExactly(joinCrashed("1", "slow"));
      assertThat(log.errors()).hasSize(1);
    }
  }

  @Test
  void nullReplyCrashesTheJoin() {
    RecordingClient client = connectToSlow().joins("slow", "1");
    try (CapturedLog log = new CapturedLog()) {
      decision.complete(null);
      assertThat(client.received()).containsExactly(joinCrashed("1", "slow"));
      assertThat(log.errors()).hasSize(1);
    }
  }

  @Test
  void leaveEndsThePendingJoin() {
    RecordingClient client = connectToSlow().joins("slow", "1");
    client.sends(message("1", "2", "slow", "a"), message("1", "3", "slow", "phx_leave"));
    assertThat(client.received()).containsExactly(ok("1", "3", "slow"));
    assertThat(slow.calls).containsExactly("join:", "terminate:LEFT");

    decision.complete(Reply.ok());

    assertThat(client.received()).isEmpty();
    assertThat(slow.calls).containsExactly("join:", "terminate:LEFT");
    client.sends(message("1", "4", "slow", "a"));
    assertThat(client.received()).containsExactly(unmatched("4", "slow"));
  }

  @Test
  void secondJoinEndsThePendingJoin() {
    ScriptedChannel second = new ScriptedChannel();
    RecordingClient client = connectToSlowAndThen(second).joins("slow", "1");
    client.joins("slow", "2");
    assertThat(client.received()).containsExactly(ok("2", "2", "slow"));
    assertThat(slow.calls).containsExactly("join:", "terminate:DUPLICATE_JOIN");

    decision.complete(Reply.ok());
    client.sends(message("1", "3", "slow", "a"), message("2", "4", "slow", "b"));

    assertThat(client.received()).containsExactly(ok("2", "4", "slow"));
    assertThat(slow.calls).containsExactly("join:", "terminate:DUPLICATE_JOIN");
    assertThat(second.calls).containsExactly("join:", "joined", "in:b");
  }

  @Test
  void replacedChannelIsClosedAfterTheReplyToThePendingJoin() {
    ScriptedChannel first = new ScriptedChannel();
    successors.add(first);
    successors.add(slow);
    RecordingClient client = fixture.route("slow", successors::remove).connect();
    client.joins("slow", "1").joins("slow", "2");
    assertThat(client.received()).containsExactly(ok("1", "1", "slow"));
    assertThat(first.calls).endsWith("terminate:DUPLICATE_JOIN");

    decision.complete(Reply.error());

    assertThat(client.received())
        .containsExactly(reply("2", "2", "slow", "error", "{}"), closed("1", "slow"));
  }

  @Test
  void replacedChannelIsClosedEvenIfItsSuccessorIsReplaced() {
    ScriptedChannel first = new ScriptedChannel();
    successors.add(first);
    successors.add(slow);
    successors.add(new ScriptedChannel());
    RecordingClient client = fixture.route("slow", successors::remove).connect();
    client.joins("slow", "1").joins("slow", "2").joins("slow", "3");
    assertThat(client.received())
        .containsExactly(ok("1", "1", "slow"), ok("3", "3", "slow"), closed("1", "slow"));
  }

  @Test
  void closedConnectionEndsThePendingJoin() {
    RecordingClient client = connectToSlow().joins("slow", "1");
    client.disconnects();
    assertThat(slow.calls).containsExactly("join:", "terminate:CLOSED");

    decision.complete(Reply.ok());

    assertThat(client.received()).isEmpty();
    assertThat(slow.calls).containsExactly("join:", "terminate:CLOSED");
    assertThat(fixture.metrics().joined()).isZero();
  }

  @Test
  void pendingJoinReceivesNoBroadcasts() {
    RecordingClient client = connectToSlow().joins("slow", "1");
    fixture.broadcasts("slow", "early", "{}");
    fixture.settle();
    decision.complete(Reply.ok());
    fixture.settle();
    fixture.broadcasts("slow", "late", "{}");
    assertThat(client.received())
        .containsExactly(ok("1", "1", "slow"), "[null,null,\"slow\",\"late\",{}]");
  }

  @Test
  void joinMayCompleteOnAnotherThread() throws Exception {
    RecordingClient client = connectToSlow().joins("slow", "1");
    Thread other = new Thread(() -> decision.complete(Reply.ok()));
    other.start();
    other.join();
    assertThat(client.received()).containsExactly(ok("1", "1", "slow"));
  }

  @Test
  void joinThatReturnsNullCrashesOnlyThatChannel() {
    ScriptedChannel broken = new ScriptedChannel().onJoin((self, join) -> null);
    RecordingClient client =
        fixture.serve("broken", broken).route("quick", ScriptedChannel::new).connect();
    try (CapturedLog log = new CapturedLog()) {
      client.joins("broken", "1").joins("quick", "2");
      assertThat(client.received())
          .containsExactly(joinCrashed("1", "broken"), ok("2", "2", "quick"));
      assertThat(log.errors()).hasSize(1);
    }
    assertThat(client.closeCode()).isZero();
  }
}

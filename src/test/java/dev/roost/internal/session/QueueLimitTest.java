package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.closed;
import static dev.roost.internal.session.RecordingClient.crashed;
import static dev.roost.internal.session.RecordingClient.joinCrashed;
import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Reply;
import dev.roost.internal.pubsub.Subscriptions;
import io.vertx.core.Promise;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limit of messages queued for one channel. */
class QueueLimitTest {
  private static final int LIMIT = 3;

  private final SessionFixture fixture = new SessionFixture().limits(10, LIMIT);
  private final Promise<Reply> decision = Promise.promise();
  private final Promise<Void> release = Promise.promise();
  private final ScriptedChannel joining =
      new ScriptedChannel().onJoin((self, join) -> Reply.later(decision.future()));
  private final ScriptedChannel held =
      new ScriptedChannel()
          .onIn(
              (self, push) -> {
                if (push.event().equals("hold")) {
                  self.pauseUntil(release.future());
                }
                push.ok();
              });
  private CapturedLog log;
  private RecordingClient client;

  @BeforeEach
  void connect() {
    log = new CapturedLog();
    client =
        fixture
            .serve("joining", joining)
            .serve("held", held)
            .route("other", ScriptedChannel::new)
            .connect();
    client.joins("other", "9");
  }

  @AfterEach
  void close() {
    log.close();
    fixture.close();
  }

  private static String[] pushes(String joinRef, String topic, int number) {
    String[] pushes = new String[number];
    for (int i = 0; i < number; i++) {
      pushes[i] = message(joinRef, "p" + i, topic, "e");
    }
    return pushes;
  }

  private void assertTheOtherChannelGoesOn() {
    client.received();
    client.sends(message("9", "x", "other", "e"));
    assertThat(client.received()).containsExactly(ok("9", "x", "other"));
    assertThat(client.closeCode()).isZero();
  }

  private void assertOneOverflow(String topic) {
    assertThat(fixture.metrics().queueOverflows()).isEqualTo(1);
    assertThat(fixture.metrics().crashed()).isEqualTo(1);
    assertThat(log.lines()).hasSize(1);
    assertThat(log.errors().get(0))
        .contains("ScriptedChannel", topic, "maxQueuedMessages")
        .doesNotContain("\n");
  }

  @Test
  void messagesUpToTheLimitWaitForTheJoin() {
    client.joins("joining", "1").sends(pushes("1", "joining", LIMIT));
    decision.complete(Reply.ok());
    fixture.settle();
    assertThat(joining.calls).containsExactly("join:", "joined", "in:e", "in:e", "in:e");
    assertThat(fixture.metrics().queueOverflows()).isZero();
  }

  @Test
  void oneMessageBeyondTheLimitCrashesTheJoin() {
    client.joins("joining", "1");
    client.received();
    client.sends(pushes("1", "joining", LIMIT + 1));
    assertThat(client.received()).contains(joinCrashed("1", "joining"));

    decision.complete(Reply.ok());

    assertThat(client.received()).isEmpty();
    assertThat(joining.calls).doesNotContain("joined");
    assertOneOverflow("joining");
    assertTheOtherChannelGoesOn();
  }

  @Test
  void manyMessagesBeyondTheLimitCrashTheJoinOnce() {
    client.joins("joining", "1");
    client.received();
    client.sends(pushes("1", "joining", LIMIT * 10));
    assertThat(client.received()).containsOnlyOnce(joinCrashed("1", "joining"));
    assertOneOverflow("joining");
    assertTheOtherChannelGoesOn();
  }

  @Test
  void oneMessageBeyondTheLimitCrashesAHeldChannel() {
    client.joins("held", "1").sends(message("1", "2", "held", "hold"));
    client.received();
    client.sends(pushes("1", "held", LIMIT));
    assertThat(client.received()).isEmpty();
    client.sends(message("1", "3", "held", "e"));
    assertThat(client.received()).containsExactly(crashed("1", "held"));
    assertThat(held.calls).containsExactly("join:", "joined", "in:hold", "terminate:ERROR");

    release.complete();

    assertThat(client.received()).isEmpty();
    assertOneOverflow("held");
    assertTheOtherChannelGoesOn();
  }

  @Test
  void manyMessagesBeyondTheLimitCrashAHeldChannelOnce() {
    client.joins("held", "1").sends(message("1", "2", "held", "hold"));
    client.received();
    client.sends(pushes("1", "held", LIMIT * 10));
    assertThat(client.received()).containsOnlyOnce(crashed("1", "held"));
    assertThat(held.calls).containsOnlyOnce("terminate:ERROR");
    assertOneOverflow("held");
    assertTheOtherChannelGoesOn();
  }

  @Test
  void overflowDropsTheWholeQueue() {
    client.joins("held", "1").sends(message("1", "2", "held", "hold"));
    client.received();
    fixture.onLoop(
        () -> {
          for (String push : pushes("1", "held", LIMIT + 2)) {
            client.session().receiveText(push.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          }
          // In the same task, before the crash.
          release.complete();
        });
    fixture.settle();
    assertThat(held.calls).containsExactly("join:", "joined", "in:hold", "terminate:ERROR");
  }

  @Test
  void leaveCountsTowardTheLimit() {
    client.joins("held", "1").sends(message("1", "2", "held", "hold"));
    client.received();
    client.sends(pushes("1", "held", LIMIT)).sends(message("1", "3", "held", "phx_leave"));
    assertThat(client.received()).containsExactly(crashed("1", "held"));
    client.sends(message("1", "4", "held", "phx_leave"));
    assertThat(client.received()).containsExactly(ok("1", "4", "held"));
  }

  @Test
  void interceptedBroadcastsCountTowardTheLimit() {
    ScriptedChannel intercepting =
        new ScriptedChannel()
            .onIn((self, push) -> self.pauseUntil(release.future()))
            .onOut(Set.of("news"), (self, broadcast) -> {});
    RecordingClient other = fixture.serve("intercepting", intercepting).connect();
    other.joins("intercepting", "1").sends(message("1", "2", "intercepting", "hold"));
    other.received();
    for (int i = 0; i <= LIMIT; i++) {
      fixture.broadcasts("intercepting", "news", "{}");
    }
    assertThat(other.received()).containsExactly(crashed("1", "intercepting"));
    assertOneOverflow("intercepting");
  }

  @Test
  void messagesOfOtherTopicsCountTowardTheLimit() {
    ScriptedChannel listening =
        new ScriptedChannel()
            .onJoin(
                (self, join) -> {
                  self.subscribeTo("elsewhere");
                  return Reply.later(decision.future());
                });
    RecordingClient other = fixture.serve("listening", listening).connect();
    other.joins("listening", "1").received();
    for (int i = 0; i <= LIMIT; i++) {
      fixture.broadcasts("elsewhere", "news", "{}");
    }
    assertThat(other.received()).containsExactly(joinCrashed("1", "listening"));
    assertOneOverflow("listening");
    client.disconnects();
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
  }

  @Test
  void limitDoesNotApplyToAChannelThatIsNotWaiting() {
    ScriptedChannel busy = new ScriptedChannel().onOut(Set.of("news"), (self, broadcast) -> {});
    RecordingClient other = fixture.serve("busy", busy).connect().joins("busy", "1");
    fixture.onLoop(() -> busy.subscribeTo("elsewhere"));
    fixture.onLoop(
        () -> {
          // All messages are sent before the event loop handles the first.
          Thread away =
              new Thread(
                  () -> {
                    for (int i = 0; i < LIMIT * 5; i++) {
                      fixture.broadcasts("busy", "news", "{}");
                      fixture.broadcasts("elsewhere", "news", "{}");
                    }
                  });
          away.start();
          try {
            away.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    other.sends(message("1", "2", "busy", "e"));
    fixture.settle();
    assertThat(busy.calls).hasSize(2 + LIMIT * 10 + 1).doesNotContain("terminate:ERROR");
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void channelWorksAfterARejoin() {
    ScriptedChannel fresh = new ScriptedChannel();
    java.util.Iterator<ScriptedChannel> next = java.util.List.of(held, fresh).iterator();
    RecordingClient other = fixture.route("again", next::next).connect();
    other.joins("again", "1").sends(message("1", "2", "again", "hold"));
    other.sends(pushes("1", "again", LIMIT + 1)).joins("again", "3");
    other.received();
    other.sends(message("3", "4", "again", "phx_leave"));
    assertThat(other.received()).containsExactly(ok("3", "4", "again"), closed("3", "again"));
  }
}

package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.crashed;
import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static dev.roost.internal.session.RecordingClient.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replies to pushes: immediate, late, several, none. */
class ReplyTest {
  private final SessionFixture fixture = new SessionFixture();
  private final List<Push> kept = new CopyOnWriteArrayList<>();
  private final Promise<Reply> answer = Promise.promise();
  private Consumer<Push> handling = kept::add;
  private final ScriptedChannel channel =
      new ScriptedChannel().onIn((self, push) -> handling.accept(push));
  private final RecordingClient client = fixture.serve("a", channel).connect().joins("a", "1");

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<String> answersTo(String... messages) {
    client.received();
    return client.sends(messages).received();
  }

  @Test
  void replyMayContainAnyValue() {
    handling =
        push -> {
          push.reply(Reply.ok(null));
          push.reply(Reply.ok(Arrays.asList(1, "two", null, Map.of("a", 0.5))));
          push.reply(Reply.ok("text"));
          push.reply(Reply.error(7));
          push.reply(Reply.of("pending"));
        };
    assertThat(answersTo(message("1", "2", "a", "e")))
        .containsExactly(
            reply("1", "2", "a", "ok", "null"),
            reply("1", "2", "a", "ok", "[1,\"two\",null,{\"a\":0.5}]"),
            reply("1", "2", "a", "ok", "\"text\""),
            reply("1", "2", "a", "error", "7"),
            reply("1", "2", "a", "pending", "{}"));
  }

  @Test
  void replyMayBeBinary() {
    handling = push -> push.reply(Reply.ok(Payload.binary(new byte[] {9, 8})));
    // Kind 1, then four lengths: join_ref, ref, topic, status.
    assertThat(answersTo(message("1", "2", "a", "e")))
        .containsExactly("0101010102" + "31" + "32" + "61" + "6f6b" + "0908");
  }

  @Test
  void payloadIsEchoedUnchanged() {
    handling = push -> push.reply(Reply.ok(push.payload()));
    assertThat(
            answersTo("[\"1\",\"2\",\"a\",\"e\",[ 1.0e5 , \"\\u00e9\" , 12345678901234567890 ]]"))
        .containsExactly(reply("1", "2", "a", "ok", "[1.0e5,\"\\u00e9\",12345678901234567890]"));
  }

  @Test
  void pushMayBeRepliedToLaterAndSeveralTimes() {
    assertThat(answersTo(message("1", "2", "a", "e"), message("1", "3", "a", "e"))).isEmpty();
    fixture.onLoop(
        () -> {
          kept.get(1).ok();
          kept.get(0).ok();
          kept.get(1).ok();
        });
    assertThat(client.received())
        .containsExactly(ok("1", "3", "a"), ok("1", "2", "a"), ok("1", "3", "a"));
  }

  @Test
  void futureRepliesWhenItSucceeds() {
    handling = push -> push.reply(answer.future());
    assertThat(answersTo(message("1", "2", "a", "e"))).isEmpty();
    answer.complete(Reply.error());
    assertThat(client.received()).containsExactly(reply("1", "2", "a", "error", "{}"));
  }

  @Test
  void succeededFutureRepliesAtOnce() {
    handling =
        push -> {
          push.reply(Future.succeededFuture(Reply.of("first")));
          push.ok();
        };
    assertThat(answersTo(message("1", "2", "a", "e")))
        .containsExactly(reply("1", "2", "a", "first", "{}"), ok("1", "2", "a"));
  }

  @Test
  void failingFutureCrashesTheChannel() {
    handling = push -> push.reply(answer.future());
    client.sends(message("1", "2", "a", "e"));
    client.received();
    try (CapturedLog log = new CapturedLog()) {
      answer.fail(new IllegalStateException("no database"));
      assertThat(client.received()).containsExactly(crashed("1", "a"));
      assertThat(log.lines()).hasSize(1);
      assertThat(log.errors().get(0)).contains("ScriptedChannel", "(a)", "no database");
    }
    assertThat(channel.calls).endsWith("in:e", "terminate:ERROR");
  }

  @Test
  void failedFutureCrashesTheChannelAfterTheCallback() {
    handling =
        push -> {
          push.reply(Future.failedFuture("failed before"));
          channel.calls.add("still in the callback");
        };
    try (CapturedLog log = new CapturedLog()) {
      assertThat(answersTo(message("1", "2", "a", "e"))).containsExactly(crashed("1", "a"));
      assertThat(log.errors()).hasSize(1);
    }
    assertThat(channel.calls).endsWith("in:e", "still in the callback", "terminate:ERROR");
  }

  @Test
  void futureOfNullCrashesTheChannel() {
    handling = push -> push.reply(answer.future());
    client.sends(message("1", "2", "a", "e"));
    client.received();
    try (CapturedLog log = new CapturedLog()) {
      answer.complete(null);
      assertThat(client.received()).containsExactly(crashed("1", "a"));
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void futureMayCompleteOnAnotherThread() throws Exception {
    handling = push -> push.reply(answer.future());
    client.sends(message("1", "2", "a", "e"));
    client.received();
    Thread other = new Thread(() -> answer.complete(Reply.ok()));
    other.start();
    other.join();
    assertThat(client.received()).containsExactly(ok("1", "2", "a"));
  }

  @Test
  void immediateReplyToAPushWithoutARefHasANullRef() {
    handling = Push::ok;
    assertThat(answersTo(message("1", null, "a", "e"))).containsExactly(ok("1", null, "a"));
  }

  @Test
  void laterReplyToAPushWithoutARefCrashesTheChannel() {
    client.sends(message("1", null, "a", "e"));
    client.received();
    try (CapturedLog log = new CapturedLog()) {
      fixture.onLoop(() -> kept.get(0).ok());
      assertThat(client.received()).containsExactly(crashed("1", "a"));
      assertThat(log.lines()).hasSize(1);
      assertThat(log.errors().get(0)).contains("ScriptedChannel", "(a)", "without a ref");
    }
  }

  @Test
  void replyInALaterCallbackToAPushWithoutARefCrashesAfterIt() {
    client.sends(message("1", null, "a", "e"));
    handling = push -> kept.get(0).ok();
    client.received();
    try (CapturedLog log = new CapturedLog()) {
      assertThat(answersTo(message("1", "3", "a", "later"))).containsExactly(crashed("1", "a"));
      assertThat(log.lines()).hasSize(1);
    }
    assertThat(channel.calls).endsWith("in:later", "terminate:ERROR");
  }

  @Test
  void replyAfterTheEndIsDropped() {
    client.sends(message("1", "2", "a", "e"), message("1", null, "a", "e"));
    client.sends(message("1", "3", "a", "phx_leave"));
    client.received();
    try (CapturedLog log = new CapturedLog()) {
      fixture.onLoop(() -> kept.forEach(Push::ok));
      assertThat(client.received()).isEmpty();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void replyOfAnEarlierJoinDoesNotReachALaterOne() {
    var next =
        List.of(new ScriptedChannel().onIn((self, push) -> kept.add(push)), new ScriptedChannel())
            .iterator();
    RecordingClient other = fixture.route("b", next::next).connect();
    other.joins("b", "1").sends(message("1", "2", "b", "e")).joins("b", "3").received();
    fixture.onLoop(() -> kept.get(0).ok());
    assertThat(other.received()).isEmpty();
  }

  @Test
  void refsKeepTheirJsonType() {
    handling = Push::ok;
    assertThat(answersTo("[\"1\",7,\"a\",\"e\",{}]", "[\"1\",{\"x\" : [1, 2]},\"a\",\"e\",{}]"))
        .containsExactly(
            "[\"1\",7,\"a\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]",
            "[\"1\",{\"x\":[1,2]},\"a\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]");
  }

  @Test
  void replyThatCannotBeEncodedCrashesOnlyTheChannel() {
    handling = push -> push.reply(Reply.of("x".repeat(300), Payload.binary(new byte[1])));
    try (CapturedLog log = new CapturedLog()) {
      assertThat(answersTo(message("1", "2", "a", "e"))).containsExactly(crashed("1", "a"));
      assertThat(log.lines()).hasSize(1);
    }
    assertThat(client.closeCode()).isZero();
  }
}

package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.closed;
import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static dev.roost.internal.session.RecordingClient.reply;
import static dev.roost.internal.session.RecordingClient.unmatched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.CloseCode;
import dev.roost.channel.Reply;
import dev.roost.internal.pubsub.Subscriptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that a session handles without a channel's callbacks. */
class SessionTest {
  private final SessionFixture fixture = new SessionFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void heartbeatIsAnsweredWithoutAJoinRef() {
    RecordingClient client = fixture.connect();
    client.sends(
        message("9", "1", "phoenix", "heartbeat"), message(null, null, "phoenix", "heartbeat"));
    assertThat(client.received())
        .containsExactly(ok(null, "1", "phoenix"), ok(null, null, "phoenix"));
  }

  @Test
  void otherEventsOfThePhoenixTopicAreNotHeartbeats() {
    RecordingClient client = fixture.connect();
    client.sends(message(null, "1", "phoenix", "heart"), message(null, "2", "x", "heartbeat"));
    assertThat(client.received()).containsExactly(unmatched("1", "phoenix"), unmatched("2", "x"));
  }

  @Test
  void unroutedTopicIsUnmatchedWithoutAJoinRef() {
    RecordingClient client = fixture.route("room:*", ScriptedChannel::new).connect();
    try (CapturedLog log = new CapturedLog()) {
      client.sends(
          message("1", "1", "roo", "phx_join"),
          message("1", "2", "room:a", "e"),
          message("1", "3", "room:a", "phx_reply"));
      assertThat(client.received())
          .containsExactly(
              unmatched("1", "roo"), unmatched("2", "room:a"), unmatched("3", "room:a"));
      assertThat(log.warnings()).hasSize(1);
    }
  }

  @Test
  void leaveOfAnUnjoinedTopicRepliesOkWithTheJoinRef() {
    RecordingClient client = fixture.connect();
    client.sends(message("5", "6", "nowhere", "phx_leave"));
    assertThat(client.received()).containsExactly(ok("5", "6", "nowhere"));
  }

  @Test
  void firstMatchingRouteServes() {
    List<String> served = new CopyOnWriteArrayList<>();
    fixture
        .route("room:lobby", () -> recording(served, "exact"))
        .route("room:l*", () -> recording(served, "narrow"))
        .route("room:*", () -> recording(served, "wide"))
        .route("room:long", () -> recording(served, "never"))
        .route("*", () -> recording(served, "any"));
    RecordingClient client = fixture.connect();
    client.joins("room:lobby", "1").joins("room:long", "2").joins("room:", "3").joins("x", "4");
    client.joins("room:lobby2", "5").joins("", "6");
    fixture.settle();
    assertThat(served)
        .containsExactly("exact ", "narrow ong", "wide ", "any x", "narrow obby2", "any ");
  }

  private static ScriptedChannel recording(List<String> served, String name) {
    return new ScriptedChannel()
        .onJoin(
            (self, join) -> {
              served.add(name + " " + join.topicSuffix());
              assertThat(self.topic()).isEqualTo(join.topic());
              assertThat(self.socket().get("answer", Integer.class)).isEqualTo(42);
              return Reply.ok(join.payload());
            });
  }

  @Test
  void joinPayloadMayBeAnyValue() {
    RecordingClient client =
        fixture.route("a", () -> recording(new CopyOnWriteArrayList<>(), "")).connect();
    client.sends("[\"1\",\"1\",\"a\",\"phx_join\",\"a bare string\"]");
    assertThat(client.received()).containsExactly(reply("1", "1", "a", "ok", "\"a bare string\""));
  }

  @Test
  void messagesWithAnOldJoinRefAreDroppedAndWithoutOneHandled() {
    ScriptedChannel channel = new ScriptedChannel();
    RecordingClient client = fixture.serve("a", channel).connect().joins("a", "1");
    client.received();
    client.sends(
        message("0", "2", "a", "stale"),
        message("0", "3", "a", "phx_leave"),
        message(null, "4", "a", "none"),
        "[1,\"5\",\"a\",\"another type\",{}]");
    assertThat(client.received()).containsExactly(ok("1", "4", "a"));
    assertThat(channel.calls).containsExactly("join:", "joined", "in:none");
  }

  @Test
  void joinWithoutAJoinRefUsesItsRef() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onIn(
                (self, push) -> {
                  self.sendPush("pushed", Map.of());
                  push.ok();
                });
    RecordingClient client = fixture.serve("a", channel).connect();
    client.sends(message(null, "1", "a", "phx_join"), message(null, "2", "a", "e"));
    client.sends(message(null, "3", "a", "phx_leave"));
    assertThat(client.received())
        .containsExactly(
            ok(null, "1", "a"),
            message("1", null, "a", "pushed"),
            ok("1", "2", "a"),
            ok("1", "3", "a"),
            closed(null, "a"));
  }

  @Test
  void channelsBeyondTheLimitAreRefusedWithTheJoinRef() {
    fixture.limits(2, 10).route("*", ScriptedChannel::new);
    RecordingClient client = fixture.connect().joins("a", "1").joins("b", "2");
    client.received();
    String tooMany = "{\"reason\":\"too many channels joined\"}";
    try (CapturedLog log = new CapturedLog()) {
      client.joins("c", "3").joins("d", "3");
      assertThat(client.received())
          .containsExactly(
              reply("3", "3", "c", "error", tooMany), reply("3", "3", "d", "error", tooMany));
      assertThat(log.lines())
          .as("one line in a while")
          .containsExactly("WARN refused a join of /test: the connection has 2 channels already");
    }
    assertThat(fixture.metrics().tooManyChannels()).isEqualTo(2);

    client.joins("a", "4");
    assertThat(client.received()).containsExactly(ok("4", "4", "a"), closed("1", "a"));
    client.sends(message("4", "5", "a", "phx_leave")).joins("c", "6");
    assertThat(client.received())
        .containsExactly(ok("4", "5", "a"), closed("4", "a"), ok("6", "6", "c"));
  }

  @Test
  void undecodableMessageClosesTheSession() {
    ScriptedChannel channel = new ScriptedChannel();
    RecordingClient client = fixture.serve("a", channel).connect().joins("a", "1");
    client.received();
    try (CapturedLog log = new CapturedLog()) {
      client.sends("no JSON at all", message("1", "2", "a", "e"));
      assertThat(client.received()).isEmpty();
      assertThat(log.lines()).hasSize(1);
      assertThat(log.warnings().get(0)).contains("undecodable").doesNotContain("at all");
    }
    assertThat(client.closeCode()).isEqualTo(CloseCode.INTERNAL_ERROR);
    assertThat(channel.calls).endsWith("joined", "terminate:CLOSED");
    assertThat(fixture.metrics().undecodable()).isEqualTo(1);
    assertThat(fixture.metrics().open()).isZero();
    client.disconnects();
    assertThat(fixture.metrics().open()).isZero();
  }

  @Test
  void undecodableBinaryMessageClosesTheSession() {
    RecordingClient client = fixture.connect();
    try (CapturedLog log = new CapturedLog()) {
      client.sendsBinary(new byte[] {3, 0, 0, 0, 0});
      assertThat(client.closeCode()).isEqualTo(CloseCode.INTERNAL_ERROR);
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void binaryPushReachesItsChannel() {
    ScriptedChannel channel =
        new ScriptedChannel().onIn((self, push) -> push.reply(Reply.ok(push.payload())));
    RecordingClient client = fixture.serve("a", channel).connect().joins("a", "1");
    client.received();
    client.sendsBinary(new byte[] {0, 1, 1, 1, 1, '1', '2', 'a', 'e', 5, 6});
    assertThat(client.received())
        .containsExactly("0101010102" + "31" + "32" + "61" + "6f6b" + "0506");
  }

  @Test
  void disconnectOnTheSocketIdClosesAllItsSessions() {
    ScriptedChannel channel = new ScriptedChannel();
    fixture.serve("a", channel);
    RecordingClient mine = fixture.connect("2.0.0", "users:1").joins("a", "1");
    RecordingClient mineToo = fixture.connect("2.0.0", "users:1");
    RecordingClient another = fixture.connect("2.0.0", "users:2");
    fixture.broadcasts("users:1", "hello", "{}");
    mine.received();
    assertThat(mine.closeCode()).isZero();

    fixture.broadcasts("users:1", "disconnect", "{}");

    assertThat(mine.closeCode()).isEqualTo(CloseCode.GOING_AWAY);
    assertThat(mineToo.closeCode()).isEqualTo(CloseCode.GOING_AWAY);
    assertThat(another.closeCode()).isZero();
    assertThat(channel.calls).endsWith("joined", "terminate:CLOSED");
    assertThat(fixture.metrics().open()).isEqualTo(1);
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).containsExactly("users:2");
    fixture.broadcasts("users:1", "disconnect", "{}");
    fixture.settle();
    another.disconnects();
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
  }

  @Test
  void channelMayDisconnectItsOwnSocket() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onIn(
                (self, push) -> {
                  fixture.broadcasts("users:1", "disconnect", "{}");
                  push.ok();
                });
    RecordingClient client = fixture.serve("a", channel).connect("2.0.0", "users:1");
    client.joins("a", "1").received();
    client.sends(message("1", "2", "a", "e"), message("1", "3", "a", "e"));
    assertThat(client.received()).containsExactly(ok("1", "2", "a"), ok("1", "3", "a"));
    assertThat(client.closeCode()).isEqualTo(CloseCode.GOING_AWAY);
  }

  @Test
  void unexpectedMessageIsLoggedAsWarning() {
    Bare bare = new Bare();
    RecordingClient client = fixture.serve("a", bare).connect().joins("a", "1");
    client.received();
    try (CapturedLog log = new CapturedLog()) {
      bare.post("x");
      assertThat(client.received()).isEmpty();
      assertThat(log.lines()).hasSize(1);
      assertThat(log.warnings().get(0)).contains("Bare(a)", "java.lang.String");
    }
  }

  @Test
  void eventWithoutAHandlerCrashesTheChannel() {
    RecordingClient client = fixture.serve("a", new Bare()).connect().joins("a", "1");
    client.received();
    try (CapturedLog log = new CapturedLog()) {
      client.sends(message("1", "2", "a", "e"));
      assertThat(client.received()).containsExactly(RecordingClient.crashed("1", "a"));
      assertThat(log.lines()).hasSize(1);
    }
    assertThat(fixture.metrics().crashed()).isEqualTo(1);
  }

  /** Overrides only the abstract methods. */
  private static final class Bare extends dev.roost.channel.Channel {
    @Override
    public Reply join(dev.roost.channel.Join join) {
      return Reply.ok();
    }
  }
}

package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Reply;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Joins of a topic with a history. */
class ResumptionTest extends ResumingRooms {
  @Test
  void missedBroadcastsFollowTheReplyAndPrecedeNewOnes() {
    ScriptedChannel talkative = new ScriptedChannel();
    talkative.onJoined(() -> talkative.sendBroadcast("msg", Map.of("n", 3)));
    serves(new ScriptedChannel(), talkative);
    String base = begin();
    broadcasts(1, 2);
    RecordingClient again = fixture.connect();
    again.sends(since("7", base));
    broadcasts(4, 4);
    assertThat(again.received())
        .containsExactly(
            ok("7", "7", "room:a"),
            numbered(1, idAfter(base, 1)),
            numbered(2, idAfter(base, 2)),
            numbered(3, idAfter(base, 3)),
            numbered(4, idAfter(base, 4)));
  }

  @Test
  void joinWithTheCurrentIdGetsNoHistory() {
    serves();
    String base = begin();
    RecordingClient again = fixture.connect();
    again.sends(since("7", base));
    assertThat(again.received()).containsExactly(ok("7", "7", "room:a"));
  }

  @Test
  void broadcastsDuringTheJoinCountAsMissed() {
    Promise<Reply> decision = Promise.promise();
    serves(
        new ScriptedChannel(),
        new ScriptedChannel().onJoin((self, request) -> Reply.later(decision.future())));
    String base = begin();
    RecordingClient again = fixture.connect();
    again.sends(since("7", base));
    broadcasts(1, 1);
    fixture.onLoop(() -> decision.complete(Reply.ok()));
    assertThat(again.received())
        .containsExactly(ok("7", "7", "room:a"), numbered(1, idAfter(base, 1)));
  }

  @Test
  void missedInterceptedBroadcastsPassHandleOutInOrder() {
    serves(
        new ScriptedChannel(),
        new ScriptedChannel()
            .onOut(
                Set.of("msg"),
                (self, broadcast) -> {
                  int n = broadcast.payload().json().path("n").intValue();
                  if (n != 2) {
                    self.sendPush("mine", Map.of("n", -n));
                  }
                }));
    String base = begin();
    broadcasts(1, 3);
    fixture.broadcasts("room:a", "other", "{}");
    RecordingClient again = fixture.connect();
    again.sends(since("7", base));
    broadcasts(5, 5);
    assertThat(again.received())
        .containsExactly(
            ok("7", "7", "room:a"),
            pushed("7", "mine", "{\"n\":-1,\"history_id\":\"" + idAfter(base, 1) + "\"}"),
            pushed("7", "mine", "{\"n\":-3,\"history_id\":\"" + idAfter(base, 3) + "\"}"),
            pushed(null, "other", "{\"history_id\":\"" + idAfter(base, 4) + "\"}"),
            pushed("7", "mine", "{\"n\":-5,\"history_id\":\"" + idAfter(base, 5) + "\"}"));
  }

  @Test
  void payloadPushedUnchangedHasItsIdOnce() {
    serves(
        new ScriptedChannel()
            .onOut(Set.of("msg"), (self, it) -> self.sendPush("msg", it.payload())));
    RecordingClient client = fixture.connect();
    client.joins("room:a", "1");
    broadcasts(1, 1);
    String last = client.received().get(2);
    assertThat(last)
        .isEqualTo(pushed("1", "msg", "{\"n\":1,\"history_id\":\"" + idIn(last) + "\"}"));
  }

  @Test
  void senderGetsThePositionInsteadOfItsOwnBroadcast() {
    ScriptedChannel sender = new ScriptedChannel();
    serves(sender);
    RecordingClient client = fixture.connect();
    client.joins("room:a", "1");
    String base = idIn(client.received().get(1));
    fixture.onLoop(() -> sender.sendBroadcastFrom("msg", Map.of("n", 1)));
    assertThat(client.received())
        .containsExactly(
            pushed("1", "history_position", "{\"history_id\":\"" + idAfter(base, 1) + "\"}"));
    client.disconnects();

    // A client that disconnects before it receives the position does not know that its broadcast
    // arrived.
    RecordingClient again = fixture.connect();
    again.sends(since("7", base));
    assertThat(again.received())
        .containsExactly(ok("7", "7", "room:a"), numbered(1, idAfter(base, 1)));
  }

  @Test
  void binaryBroadcastsHaveNoId() {
    serves();
    RecordingClient client = fixture.connect();
    client.joins("room:a", "1");
    client.received();
    fixture
        .pubSub()
        .broadcast(new Broadcast("room:a", "msg", Payload.binary(new byte[] {7})), null);
    assertThat(client.received()).hasSize(1).first().asString().endsWith("07");
  }

  @Test
  void version1Resumes() {
    serves();
    String base = begin();
    broadcasts(1, 1);
    RecordingClient old = fixture.connect("1.0.0", null);
    old.sends(
        "{\"topic\":\"room:a\",\"event\":\"phx_join\",\"ref\":\"1\",\"payload\":{\"since\":\""
            + base
            + "\"}}");
    assertThat(old.received())
        .hasSize(2)
        .last()
        .asString()
        .contains("\"n\":1,\"history_id\":\"" + idAfter(base, 1) + "\"");
  }
}

package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to a client that gives no usable id or whose missed broadcasts are gone. */
class ResumptionGapTest extends ResumingRooms {
  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "[]", "{}", "\"\"", "\"of another node.7\"", "1e999"})
  void invalidIdIsAGap(String since) {
    serves();
    String base = begin();
    RecordingClient client = fixture.connect();
    client.sends(join("7", "{\"since\":" + since + "}"));
    assertThat(client.received())
        .containsExactly(
            ok("7", "7", "room:a"),
            pushed("7", "history_gap", "{\"history_id\":\"" + base + "\",\"reason\":\"unknown\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"since\":null}", "null", "[1]", "\"since\"", "7"})
  void joinWithoutAnIdGetsTheCurrentId(String params) {
    serves();
    RecordingClient client = fixture.connect();
    client.sends(join("7", params));
    assertThat(client.received()).hasSize(2).last().asString().contains("history_position");
  }

  @Test
  void droppedEntriesAreAGapWithTheIdToContinueFrom() {
    serves();
    String base = begin();
    broadcasts(1, 6);
    RecordingClient again = fixture.connect();
    again.sends(since("7", base));
    assertThat(again.received())
        .containsExactly(
            ok("7", "7", "room:a"),
            pushed(
                "7",
                "history_gap",
                "{\"history_id\":\"" + idAfter(base, 6) + "\",\"reason\":\"expired\"}"));
  }

  @Test
  void missedBroadcastsBeyondTheClientsQueueAreAGap() {
    serves();
    String base = begin();
    broadcasts(1, 3);
    // Each broadcast has {"history_id":"…","n":1}.
    RecordingClient slow = fixture.connect();
    slow.hasRoomFor(60);
    slow.sends(since("7", base));
    assertThat(slow.received()).hasSize(2).last().asString().contains("\"reason\":\"too_much\"");
  }

  @Test
  void missedBroadcastsThatFitTheClientsQueueAreSent() {
    serves();
    String base = begin();
    broadcasts(1, 3);
    RecordingClient slow = fixture.connect();
    slow.hasRoomFor(1_000);
    slow.sends(since("7", base));
    assertThat(slow.received()).hasSize(4);
  }

  @Test
  void refusedJoinGetsNoHistory() {
    serves(
        new ScriptedChannel(),
        new ScriptedChannel().onJoin((self, request) -> Reply.error(Map.of())));
    String base = begin();
    broadcasts(1, 1);
    RecordingClient again = fixture.connect();
    again.sends(since("7", base));
    assertThat(again.received()).hasSize(1).first().asString().contains("\"error\"");
  }

  @Test
  void topicsWithoutAHistoryIgnoreTheId() {
    fixture.route("room:*", ScriptedChannel::new);
    RecordingClient client = fixture.connect();
    client.sends(since("7", "x.1"));
    broadcasts(1, 1);
    assertThat(client.received())
        .containsExactly(ok("7", "7", "room:a"), pushed(null, "msg", "{\"n\":1}"));
  }
}

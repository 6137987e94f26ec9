package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told when it cannot get what it missed, or does not say what that is. */
class ResumptionGapTest extends ResumingRooms {
  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "[]", "{}", "\"\"", "\"of another node.7\"", "1e999"})
  void whatIsNoIdIsAGap(String since) {
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
  void whoSaysNoIdIsToldTheFirst(String params) {
    serves();
    RecordingClient client = fixture.connect();
    client.sends(join("7", params));
    assertThat(client.received()).hasSize(2).last().asString().contains("history_position");
  }

  @Test
  void whatIsForgottenIsAGapWithThePlaceToGoOnFrom() {
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
  void aClientThatHasNoRoomForWhatItMissedIsToldOfAGap() {
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
  void aSlowClientThatHasRoomForWhatItMissedGetsIt() {
    serves();
    String base = begin();
    broadcasts(1, 3);
    RecordingClient slow = fixture.connect();
    slow.hasRoomFor(1_000);
    slow.sends(since("7", base));
    assertThat(slow.received()).hasSize(4);
  }

  @Test
  void whoIsRefusedIsToldNothing() {
    serves(
        new ScriptedChannel(), new ScriptedChannel().onJoin((self, wish) -> Reply.error(Map.of())));
    String base = begin();
    broadcasts(1, 1);
    RecordingClient again = fixture.connect();
    again.sends(since("7", base));
    assertThat(again.received()).hasSize(1).first().asString().contains("\"error\"");
  }

  @Test
  void topicsWithoutAHistoryAreAsTheyWere() {
    fixture.route("room:*", ScriptedChannel::new);
    RecordingClient client = fixture.connect();
    client.sends(since("7", "x.1"));
    broadcasts(1, 1);
    assertThat(client.received())
        .containsExactly(ok("7", "7", "room:a"), pushed(null, "msg", "{\"n\":1}"));
  }
}

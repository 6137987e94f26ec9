package dev.roost.session;

import static dev.roost.session.RecordingClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Reply;
import dev.roost.pubsub.History;
import dev.roost.wire.Broadcast;
import dev.roost.wire.Payload;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told that joins a topic with a history. */
class ResumptionTest {
  private static final History HISTORY = History.of(5, Duration.ofMinutes(1));
  private static final Pattern ID = Pattern.compile("\"history_id\":\"(\\w+\\.\\d+)\"");

  private final SessionFixture fixture = new SessionFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private SessionFixture serves(ScriptedChannel... channels) {
    List<ScriptedChannel> toCome = new ArrayList<>(List.of(channels));
    return fixture.route(
        "room:*", () -> toCome.isEmpty() ? new ScriptedChannel() : toCome.remove(0), HISTORY);
  }

  private static String join(String ref, String params) {
    return "[\"%s\",\"%s\",\"room:a\",\"phx_join\",%s]".formatted(ref, ref, params);
  }

  private static String since(String ref, String id) {
    return join(ref, "{\"since\":\"" + id + "\"}");
  }

  private static String idIn(String frame) {
    Matcher id = ID.matcher(frame);
    assertThat(id.find()).as(frame).isTrue();
    return id.group(1);
  }

  private static String idAfter(String id, int more) {
    int dot = id.indexOf('.');
    return id.substring(0, dot + 1) + (Long.parseLong(id.substring(dot + 1)) + more);
  }

  private static String pushed(String joinRef, String event, String payload) {
    return "[%s,null,\"room:a\",\"%s\",%s]"
        .formatted(joinRef == null ? "null" : "\"" + joinRef + "\"", event, payload);
  }

  private static String numbered(int n, String id) {
    return pushed(null, "msg", "{\"n\":" + n + ",\"history_id\":\"" + id + "\"}");
  }

  /** Where the history is when somebody joins it. */
  private String begin() {
    RecordingClient first = fixture.connect();
    first.joins("room:a", "1");
    List<String> received = first.received();
    assertThat(received).hasSize(2).first().isEqualTo(ok("1", "1", "room:a"));
    String id = idIn(received.get(1));
    assertThat(received.get(1))
        .isEqualTo(pushed("1", "history_position", "{\"history_id\":\"" + id + "\"}"));
    first.disconnects();
    return id;
  }

  private void broadcasts(int from, int to) {
    for (int n = from; n <= to; n++) {
      fixture.broadcasts("room:a", "msg", "{\"n\":" + n + "}");
    }
  }

  @Test
  void whatWasMissedComesBehindTheReplyAndBeforeWhatIsNew() {
    ScriptedChannel talkative = new ScriptedChannel();
    talkative.onJoined(() -> talkative.shout("msg", Map.of("n", 3)));
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
  void whoHasMissedNothingIsToldNothing() {
    serves();
    String base = begin();
    RecordingClient again = fixture.connect();
    again.sends(since("7", base));
    assertThat(again.received()).containsExactly(ok("7", "7", "room:a"));
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
  void whatIsBroadcastDuringTheJoinIsMissedUntilThen() {
    Promise<Reply> decision = Promise.promise();
    serves(new ScriptedChannel(), new ScriptedChannel().onJoin((self, wish) -> decision.future()));
    String base = begin();
    RecordingClient again = fixture.connect();
    again.sends(since("7", base));
    broadcasts(1, 1);
    fixture.onLoop(() -> decision.complete(Reply.ok()));
    assertThat(again.received())
        .containsExactly(ok("7", "7", "room:a"), numbered(1, idAfter(base, 1)));
  }

  @Test
  void whoIsRefusedIsToldNothing() {
    serves(
        new ScriptedChannel(),
        new ScriptedChannel().onJoin((self, wish) -> Reply.error(Map.of()).now()));
    String base = begin();
    broadcasts(1, 1);
    RecordingClient again = fixture.connect();
    again.sends(since("7", base));
    assertThat(again.received()).hasSize(1).first().asString().contains("\"error\"");
  }

  @Test
  void whatIsInterceptedGoesThroughHandleOutInOrder() {
    serves(
        new ScriptedChannel(),
        new ScriptedChannel()
            .onOut(
                Set.of("msg"),
                (self, broadcast) -> {
                  int n = broadcast.payload().json().path("n").intValue();
                  if (n != 2) {
                    self.say("mine", Map.of("n", -n));
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
  void whatIsPassedOnAsItIsHasItsIdOnce() {
    serves(new ScriptedChannel().onOut(Set.of("msg"), (self, it) -> self.say("msg", it.payload())));
    RecordingClient client = fixture.connect();
    client.joins("room:a", "1");
    broadcasts(1, 1);
    String last = client.received().get(2);
    assertThat(last)
        .isEqualTo(pushed("1", "msg", "{\"n\":1,\"history_id\":\"" + idIn(last) + "\"}"));
  }

  @Test
  void theSenderIsToldHowFarItIsInsteadOfItsOwn() {
    ScriptedChannel sender = new ScriptedChannel();
    serves(sender);
    RecordingClient client = fixture.connect();
    client.joins("room:a", "1");
    String base = idIn(client.received().get(1));
    fixture.onLoop(() -> sender.shoutFrom("msg", Map.of("n", 1)));
    assertThat(client.received())
        .containsExactly(
            pushed("1", "history_position", "{\"history_id\":\"" + idAfter(base, 1) + "\"}"));
    client.disconnects();

    // Who was cut off before hearing of it cannot know that it has come through.
    RecordingClient again = fixture.connect();
    again.sends(since("7", base));
    assertThat(again.received())
        .containsExactly(ok("7", "7", "room:a"), numbered(1, idAfter(base, 1)));
  }

  @Test
  void binaryHasNoId() {
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
  void topicsWithoutAHistoryAreAsTheyWere() {
    fixture.route("room:*", ScriptedChannel::new);
    RecordingClient client = fixture.connect();
    client.sends(since("7", "x.1"));
    broadcasts(1, 1);
    assertThat(client.received())
        .containsExactly(ok("7", "7", "room:a"), pushed(null, "msg", "{\"n\":1}"));
  }

  @Test
  void theOldProtocolResumesToo() {
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

  @Test
  void whoIsOwedTooMuchIsToldOfAGap() {
    serves();
    String base = begin();
    broadcasts(1, 1);
    RecordingClient slow = fixture.connect();
    slow.owed(1 << 20);
    slow.sends(since("7", base));
    assertThat(slow.received()).hasSize(2).last().asString().contains("\"reason\":\"too_much\"");
  }
}

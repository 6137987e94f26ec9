package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.pubsub.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;

/** The topic {@code room:a} with a history of five, and the frames of its clients. */
abstract class ResumingRooms {
  private static final History HISTORY = History.of(5, Duration.ofMinutes(1));
  private static final Pattern ID = Pattern.compile("\"history_id\":\"(\\w+\\.\\d+)\"");

  final SessionFixture fixture = new SessionFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  SessionFixture serves(ScriptedChannel... channels) {
    List<ScriptedChannel> toCome = new ArrayList<>(List.of(channels));
    return fixture.route(
        "room:*", () -> toCome.isEmpty() ? new ScriptedChannel() : toCome.remove(0), HISTORY);
  }

  static String join(String ref, String params) {
    return "[\"%s\",\"%s\",\"room:a\",\"phx_join\",%s]".formatted(ref, ref, params);
  }

  static String since(String ref, String id) {
    return join(ref, "{\"since\":\"" + id + "\"}");
  }

  static String idIn(String frame) {
    Matcher id = ID.matcher(frame);
    assertThat(id.find()).as(frame).isTrue();
    return id.group(1);
  }

  static String idAfter(String id, int more) {
    int dot = id.indexOf('.');
    return id.substring(0, dot + 1) + (Long.parseLong(id.substring(dot + 1)) + more);
  }

  static String pushed(String joinRef, String event, String payload) {
    return "[%s,null,\"room:a\",\"%s\",%s]"
        .formatted(joinRef == null ? "null" : "\"" + joinRef + "\"", event, payload);
  }

  static String numbered(int n, String id) {
    return pushed(null, "msg", "{\"n\":" + n + ",\"history_id\":\"" + id + "\"}");
  }

  /** Joins and returns the history's current id. */
  String begin() {
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

  void broadcasts(int from, int to) {
    for (int n = from; n <= to; n++) {
      fixture.broadcasts("room:a", "msg", "{\"n\":" + n + "}");
    }
  }
}
